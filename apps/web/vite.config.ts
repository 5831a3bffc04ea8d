import { defineConfig, type Plugin } from 'vite';
import react from '@vitejs/plugin-react';

/**
 * The viewer carries xmlbuilder2 for file formats that the page never touches; at load it extends a class of
 * Node's `events`, which a browser lacks.
 */
const withoutXml: Plugin = {
  name: 'calx-without-xml',
  enforce: 'pre',
  resolveId: (id) => (id === 'xmlbuilder2' ? '\0no-xml' : undefined),
  load: (id) =>
    id === '\0no-xml'
      ? `export function create() { throw new Error('The page reads and writes no XML.'); }`
      : undefined,
};

export default defineConfig({
  plugins: [withoutXml, react()],
  resolve: { conditions: ['@calx/source', 'module', 'browser', 'import', 'default'] },
  worker: { format: 'es' },
  build: {
    outDir: 'dist/page',
    target: 'es2022',
    // The viewer is one lazily loaded part of some 4 MB (1.1 MB compressed).
    chunkSizeWarningLimit: 5000,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8700' } },
});
