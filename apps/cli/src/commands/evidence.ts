import { randomBytes } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { loadRelease } from '@calx/knowledge';
import {
  exportEvidence,
  mergePools,
  poolCounts,
  previewMerge,
  publicKeyOf,
  signBundle,
  verifyBundle,
  type EvidencePool,
} from '@calx/registry';
import type { CommandSpec, Options } from '../command-spec.ts';
import { exit, InputError, UsageError } from '../exit.ts';
import { readJson } from '../input.ts';
import { writeWhole } from '../output.ts';
import { readCohortFile } from './cohort.ts';

export const evidence: CommandSpec = {
  name: 'evidence',
  text: 'evidence',
  children: [
    {
      name: 'export',
      text: 'evidenceExport',
      arguments: [['<cohort>', 'cohort']],
      options: [
        { flags: '--source <id>', text: 'source' },
        { flags: '--population <text>', text: 'population' },
        { flags: '--key <file>', text: 'key' },
        { flags: '--out <file>', text: 'outFile' },
        { flags: '--previous <bundle>', text: 'previous' },
        { flags: '--overlaps <ids>', text: 'overlaps' },
      ],
      run: async (context, [path = ''], options) => {
        const [source, population] = [required(options, 'source'), required(options, 'population')];
        const [key, out] = [required(options, 'key'), required(options, 'out')];
        const { previous, overlaps } = options;
        const before = typeof previous === 'string' ? verifyBundle(await readJson(previous)) : undefined;
        const bundle = exportEvidence(await readCohortFile(path), loadRelease(), {
          source: { id: source, name: source, population },
          overlaps: typeof overlaps === 'string' ? overlaps.split(',').map((id) => id.trim()) : [],
          ...(before && { previous: before.bundle }),
        });
        const secret = await signingKey(key);
        await writeWhole(out, `${JSON.stringify(signBundle(bundle, secret), null, 2)}\n`);
        const shown = { source, version: bundle.version, figures: bundle.figures.length };
        context.answer({ ...shown, publicKey: publicKeyOf(secret), out }, () =>
          context.t('cli:evidence.exported', {
            ...shown,
            limit: bundle.provenance.smallestCell,
            path: out,
          }),
        );
        return exit.done;
      },
    },
    {
      name: 'import',
      text: 'evidenceImport',
      arguments: [['<bundle>', 'bundle']],
      options: [{ flags: '--pool <file>', text: 'pool' }],
      run: async (context, [path = ''], options) => {
        const incoming = verifyBundle(await readJson(path));
        const file = typeof options['pool'] === 'string' ? options['pool'] : undefined;
        const pool = file ? await readPool(file) : [];
        const preview = previewMerge(pool, [incoming]);
        const merged = mergePools(pool, [incoming]);
        if (file) await writeWhole(file, `${JSON.stringify(merged, null, 2)}\n`);
        const { signature, bundle } = incoming;
        context.answer(
          {
            ...preview,
            signer: signature.publicKey,
            sources: merged.length,
            localCounts: poolCounts(merged),
          },
          () =>
            context.t(file ? 'cli:evidence.imported' : 'cli:evidence.checked', {
              source: bundle.source.id,
              version: bundle.version,
              signer: signature.publicKey,
              before: preview.figures.before,
              after: preview.figures.after,
            }),
        );
        return exit.done;
      },
    },
  ],
};

function required(options: Options, name: string): string {
  const value = options[name];
  if (typeof value !== 'string' || value === '') {
    throw new UsageError('cli:error.optionNeeded', { option: `--${name}` });
  }
  return value;
}

/** Every bundle of the pool is verified again: the file may have been touched. */
async function readPool(path: string): Promise<EvidencePool> {
  if (!(await stat(path).catch(() => null))) return [];
  const entries = await readJson(path);
  return (Array.isArray(entries) ? entries : [entries]).map(verifyBundle);
}

/** The hospital's secret key, 32 bytes in hexadecimal; made, readable by its owner only, where there is none. */
async function signingKey(path: string): Promise<Uint8Array> {
  const present = await readFile(path, 'utf8').catch(() => null);
  if (present === null) {
    const secret = randomBytes(32);
    await writeFile(path, `${secret.toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
    return secret;
  }
  if (!/^[0-9a-f]{64}\s*$/.test(present)) throw new InputError('cli:error.badKey', { path });
  return Buffer.from(present.trim(), 'hex');
}
