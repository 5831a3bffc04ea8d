import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import {
  DEFAULT_PROFILE,
  deidentify as cleanInstance,
  DicomError,
  parseInstance,
  parseProfile,
  PROFILE_EDITION,
  type ActionCounts,
  type DeidentificationProfile,
  type Deidentified,
  type FailedInput,
  type Input,
} from '@calx/dicom';
import { readInputs } from '@calx/dicom/node';
import type { CommandSpec } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { exit, InputError } from '../exit.ts';
import { readText } from '../input.ts';
import { cannotWrite, withUnfinished } from '../output.ts';
import { parseYaml } from '../yaml.ts';

const SECRET_BYTES = 32;

interface Held {
  readonly file: string;
  readonly why: string;
}

interface Outcome {
  instances: number;
  readonly actions: Record<keyof ActionCounts, number>;
  readonly held: Held[];
  /** What was held back because it can't be read as DICOM. */
  readonly unread: DicomError[];
}

async function readProfile(path: string | undefined): Promise<DeidentificationProfile> {
  if (path === undefined) return DEFAULT_PROFILE;
  return parseProfile(parseYaml(path, await readText(path)));
}

/** Names of folders and files by order of arrival: nothing of the old ones, which may name the patient. */
class Places {
  private readonly numbers = new Map<string, number>();
  private readonly counts = new Map<string, number>();

  private number(parent: string, key: string): number {
    const whole = `${parent}/${key}`;
    const known = this.numbers.get(whole);
    if (known !== undefined) return known;
    const next = (this.counts.get(parent) ?? 0) + 1;
    this.counts.set(parent, next);
    this.numbers.set(whole, next);
    return next;
  }

  of({ patient, studyInstanceUID, seriesInstanceUID, sopInstanceUID }: Deidentified): string {
    const study = `${patient}/study-${this.number(patient, studyInstanceUID)}`;
    const series = `${study}/series-${this.number(study, seriesInstanceUID)}`;
    return `${series}/${String(this.number(series, sopInstanceUID)).padStart(6, '0')}.dcm`;
  }
}

/** Outside the source: files written within it would be taken for images of the next reading. */
async function emptyTarget(folder: string, source: string): Promise<string> {
  const target = resolve(folder);
  if (`${target}${sep}`.startsWith(`${resolve(source)}${sep}`) && (await isFolder(source)))
    throw new InputError('cli:error.outInside', { path: folder });
  const existing = await stat(target).catch(() => null);
  if (existing && !existing.isDirectory()) throw new InputError('cli:error.outIsFile', { path: folder });
  if (existing && (await readdir(target)).length > 0)
    throw new InputError('cli:error.outNotEmpty', { path: folder });
  return target;
}

async function writeInto(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => null))?.isDirectory() ?? false;

/** One file: written under `folder`, or held with the reason. */
async function clean(
  input: Input | FailedInput,
  folder: string,
  rules: { profile: DeidentificationProfile; secret: string; places: Places },
  outcome: Outcome,
  context: Context,
): Promise<void> {
  const hold = (reason: string): void => void outcome.held.push({ file: input.name, why: reason });
  try {
    if ('error' in input) throw input.error;
    const result = cleanInstance(parseInstance(input.bytes, input.name), rules.profile, rules.secret);
    if ('why' in result) return hold(context.t(`dicom:error.${result.code}`, result.params));
    const path = join(folder, rules.places.of(result));
    await writeInto(path, result.bytes).catch((error: unknown) => {
      throw cannotWrite(basename(path), error);
    });
    outcome.instances++;
    for (const [action, count] of Object.entries(result.actions))
      outcome.actions[action as keyof ActionCounts] += count;
  } catch (error) {
    if (!(error instanceof DicomError)) throw error;
    outcome.unread.push(error);
    hold(context.t(`dicom:error.${error.code}`, error.params));
  }
}

export const deidentify: CommandSpec = {
  name: 'deidentify',
  text: 'deidentify',
  arguments: [
    ['<in>', 'in'],
    ['<out>', 'out'],
  ],
  options: [{ flags: '--profile <file>', text: 'profile' }],
  run: async (context, [source = '', folder = ''], options) => {
    const profile = await readProfile(
      typeof options['profile'] === 'string' ? options['profile'] : undefined,
    );
    const target = await emptyTarget(folder, source);
    const secret = profile.secret ?? randomBytes(SECRET_BYTES).toString('hex');
    const rules = { profile, secret, places: new Places() };
    const outcome: Outcome = {
      instances: 0,
      actions: { X: 0, Z: 0, D: 0, U: 0, C: 0, K: 0 },
      held: [],
      unread: [],
    };
    await withUnfinished(folder, async (unfinished) => {
      for await (const input of readInputs(source)) await clean(input, unfinished, rules, outcome, context);
      const [only, another] = outcome.unread;
      if (outcome.instances === 0 && outcome.unread.length === outcome.held.length)
        throw only && !another
          ? only
          : new InputError('dicom:error.no-dicom', { name: source, files: outcome.unread.length });
      if (outcome.instances === 0) return;
      await rename(unfinished, target).catch((error: unknown) => {
        throw cannotWrite(folder, error);
      });
    });
    const { instances, actions, held } = outcome;
    context.answer({ instances, actions, held, table: PROFILE_EDITION }, () =>
      [
        context.t('cli:deidentify.written', { count: instances, path: folder }),
        context.t('cli:deidentify.table', { table: PROFILE_EDITION }),
        ...held.map((one) => context.t('cli:deidentify.held', { ...one })),
      ].join('\n'),
    );
    return instances > 0 ? exit.done : exit.no;
  },
};
