import type { Pack, Release } from '@calx/knowledge';
import type { EngineParameters } from './parameters.ts';
import type { CodedCase } from './tallies.ts';

/** How often each diagnosis is expected in a setting, before any finding. */
interface PriorFile {
  readonly settings: Readonly<
    Record<
      string,
      {
        /** `published_cases`: the mix of the coded cases; else the weights that follow. */
        readonly from?: 'published_cases';
        /** Factors on that mix. */
        readonly times?: Readonly<Record<string, { readonly value: number }>>;
        readonly weights?: Readonly<Record<string, { readonly weight: number }>>;
      }
    >
  >;
}

/**
 * Prior probabilities of the diagnoses in a setting. Local patients, where given, replace the setting's mix.
 * Each diagnosis starts with `casePriorStrength` patients, so none is impossible.
 */
export function setPriors(
  release: Release,
  pack: Pack,
  setting: string,
  diagnoses: readonly string[],
  casesOf: ReadonlyMap<string, readonly CodedCase[]>,
  localPriors: Readonly<Record<string, number>> | undefined,
  parameters: EngineParameters,
): Float64Array {
  const settings = (release.priors[pack.id] as PriorFile | undefined)?.settings ?? {};
  const entry = Object.hasOwn(settings, setting) ? settings[setting] : undefined;
  if (!entry && !localPriors) throw new UnknownSettingError(setting, Object.keys(settings));
  const weights = diagnoses.map((diagnosis) => {
    if (localPriors) return parameters.casePriorStrength + (localPriors[diagnosis] ?? 0);
    if (entry?.from === 'published_cases') {
      const published = parameters.casePriorStrength + (casesOf.get(diagnosis)?.length ?? 0);
      return published * (entry.times?.[diagnosis]?.value ?? 1);
    }
    return entry?.weights?.[diagnosis]?.weight ?? 1;
  });
  const sum = weights.reduce((a, b) => a + b, 0);
  return Float64Array.from(weights, (weight) => ((1 - parameters.noneOfThesePrior) * weight) / sum);
}

/** The settings that some pack has priors for. */
export function settingsOf({ priors }: Pick<Release, 'priors'>): string[] {
  const named = Object.values(priors).flatMap((file) => Object.keys((file as PriorFile).settings));
  return [...new Set(named)];
}

/** A setting for which the pack has no priors. */
export class UnknownSettingError extends Error {
  readonly code = 'unknown_setting';
  readonly params: Readonly<Record<string, string>>;
  constructor(setting: string, known: readonly string[]) {
    super(`There is no setting "${setting}"; name one of: ${known.join(', ')}.`);
    this.name = 'UnknownSettingError';
    this.params = { setting, known: known.join(', ') };
  }
}
