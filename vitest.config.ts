import { defineConfig } from 'vitest/config';

const resolve = { conditions: ['@calx/source'] };
const ssr = { resolve: { conditions: ['@calx/source'], externalConditions: ['@calx/source'] } };

export default defineConfig({
  test: {
    reporters: ['default', './scripts/count-reporter.js'],
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.{ts,tsx}', 'scripts/**/*.test.js'],
          testTimeout: 60_000,
          // By default one core stays idle, which on two cores means one file after the other.
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
          server: { deps: { inline: [/@calx\//] } },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // One browser at a time, and only once the unit tests have left it the machine.
          fileParallelism: false,
          // The built packages, as they are served: Node reads them itself.
          server: { deps: { external: [/\/dist\//] } },
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
