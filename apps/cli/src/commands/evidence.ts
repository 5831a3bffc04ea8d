import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { loadRelease } from '@calx/knowledge';
import { exportEvidence, signBundle, verifyBundle, type SignedBundle } from '@calx/registry';
import type { CommandSpec, Options } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { exit, InputError, UsageError } from '../exit.ts';
import { readJson } from '../input.ts';
import { cannotWrite, writeWhole } from '../output.ts';
import { isFile, readCohortFile, storeOptions, withRegistry } from '../registry.ts';

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
        { flags: '--overlaps <ids>', text: 'overlaps' },
        { flags: '--out <file>', text: 'outFile' },
        { flags: '--key <file>', text: 'key' },
        { flags: '--previous <bundles>', text: 'previous' },
        ...storeOptions,
      ],
      run: async (context, [cohort = ''], options) => {
        const signed = isFile(cohort) ? await shareFile(cohort, options) : await shareCohort(cohort, options);
        const { out } = options;
        if (typeof out === 'string') await writeWhole(out, `${JSON.stringify(signed, null, 2)}\n`);
        const { bundle, signature } = signed;
        const shown = { source: bundle.source.id, version: bundle.version, figures: bundle.figures.length };
        context.answer(
          { ...shown, publicKey: signature.publicKey, ...(typeof out === 'string' ? { out } : { signed }) },
          () =>
            typeof out === 'string'
              ? context.t('cli:evidence.exported', {
                  ...shown,
                  limit: bundle.provenance.smallestCell,
                  path: out,
                })
              : JSON.stringify(signed, null, 2),
        );
        return exit.done;
      },
    },
    {
      name: 'import',
      text: 'evidenceImport',
      arguments: [['<bundle>', 'bundle']],
      options: [
        { flags: '--check', text: 'checkOnly' },
        { flags: '--accept <name>', text: 'accept' },
        ...storeOptions,
      ],
      run: takeIn,
    },
  ],
};

/** The next version of what the store has shared. */
async function shareCohort(cohort: string, options: Options): Promise<SignedBundle> {
  for (const option of ['key', 'previous']) {
    if (options[option] !== undefined) {
      throw new UsageError('cli:error.fileOnly', { option: `--${option}` });
    }
  }
  return withRegistry(options, async (registry) => {
    const held = await registry.source();
    const { source, population } = options;
    const id = typeof source === 'string' ? source : held?.id;
    const whom = typeof population === 'string' ? population : held?.population;
    if (!id) throw new UsageError('cli:error.optionNeeded', { option: '--source' });
    if (!whom) throw new UsageError('cli:error.optionNeeded', { option: '--population' });
    const overlaps = overlapsOf(options) ?? held?.overlaps ?? [];
    const name = held?.id === id ? held.name : id;
    await registry.nameSource({ id, name, population: whom, overlaps });
    return registry.share(cohort);
  });
}

/** A cohort file, with a key and all earlier bundles as files. */
async function shareFile(cohort: string, options: Options): Promise<SignedBundle> {
  const [id, population, key] = ['source', 'population', 'key'].map((name) => required(options, name)) as [
    string,
    string,
    string,
  ];
  const { previous } = options;
  const earlier: SignedBundle[] = [];
  for (const path of typeof previous === 'string' ? previous.split(',') : []) {
    earlier.push(verifyBundle(await readJson(path.trim())));
  }
  const bundle = exportEvidence(await readCohortFile(cohort), loadRelease(), {
    source: { id, name: id, population },
    overlaps: overlapsOf(options) ?? [],
    earlier: earlier.map((signed) => signed.bundle).sort((a, b) => a.version - b.version),
  });
  return signBundle(bundle, await signingKey(key));
}

async function takeIn(context: Context, [path = '']: readonly string[], options: Options): Promise<number> {
  const document = await readJson(path);
  const { signature } = verifyBundle(document);
  const { accept } = options;
  return withRegistry(options, async (registry) => {
    const only = options['check'] === true;
    if (!only && typeof accept === 'string') await registry.trust(signature.publicKey, accept);
    const result = only
      ? { ...(await registry.check(document)), stored: false }
      : await registry.take(document);
    context.answer(result, () => {
      const { source, version, signer, chain, overlaps, figures, changes, stored } = result;
      const what = { source: source.id, version, before: figures.before, after: figures.after };
      return [
        context.t(stored ? 'cli:evidence.imported' : 'cli:evidence.checked', {
          ...what,
          changes: changes.length,
        }),
        context.t(signer.trusted ? 'cli:evidence.trusted' : 'cli:evidence.untrusted', {
          key: signer.publicKey,
          name: signer.name ?? '',
        }),
        context.t(`cli:evidence.chain.${chain}`),
        ...(overlaps.length > 0 ? [context.t('cli:evidence.overlaps', { list: overlaps.join(', ') })] : []),
      ].join('\n');
    });
    return exit.done;
  });
}

function overlapsOf({ overlaps }: Options): string[] | undefined {
  return typeof overlaps === 'string' ? overlaps.split(',').map((id) => id.trim()) : undefined;
}

function required(options: Options, name: string): string {
  const value = options[name];
  if (typeof value !== 'string' || value === '') {
    throw new UsageError('cli:error.optionNeeded', { option: `--${name}` });
  }
  return value;
}

/** The hospital's secret key, 32 bytes in hexadecimal; made, readable by its owner only, where there is none. */
async function signingKey(path: string): Promise<Uint8Array> {
  const present = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new InputError('cli:error.unreadable', { path, detail: error.code ?? '' });
  });
  if (present === null) {
    const secret = randomBytes(32);
    // Exclusive, so that of two runs at once none loses the key it signed with.
    await writeFile(path, `${secret.toString('hex')}\n`, { mode: 0o600, flag: 'wx' }).catch(
      async (error: NodeJS.ErrnoException) => {
        // A full disk may leave an empty file, which would be taken for a key the next time.
        if (error.code === 'ENOSPC') await rm(path, { force: true });
        throw cannotWrite(path, error);
      },
    );
    return secret;
  }
  if (!/^[0-9a-f]{64}\s*$/.test(present)) throw new InputError('cli:error.badKey', { path });
  return Buffer.from(present.trim(), 'hex');
}
