import type { CaseFacts, Figure, Release } from '@calx/knowledge';

/** A release small enough to compute by hand: two diagnoses, background and tempering off. */
export interface SmallRelease {
  /** Share of patients with the value `yes`, by variable, for `diseased` and `healthy`. */
  readonly profiles?: Readonly<Record<'diseased' | 'healthy', Readonly<Record<string, number>>>>;
  /** Prior weight of `diseased`; `healthy` has the rest of 1. */
  readonly prevalence: number;
  readonly figures?: readonly Figure[];
  readonly cases?: readonly CaseFacts[];
  readonly presentations?: readonly CaseFacts[];
  readonly backgroundStrength?: number;
  readonly repeat?: number;
  readonly formSharpness?: number;
  readonly acts?: readonly object[];
  /** Share of `diseased` who have a special form, and its shares of `yes`. */
  readonly form?: { readonly share: number; readonly yes: Readonly<Record<string, number>> };
}

const assumed = (value: number) => ({ value, source: 'assumed' });
const name = (text: string) => ({ zh: text, en: text });

function specialForm({ share, yes }: NonNullable<SmallRelease['form']>) {
  return {
    id: 'special',
    name: name('special'),
    share: assumed(share),
    profile: Object.entries(yes).map(([variable, p]) => ({
      variable,
      values: { yes: p, no: 1 - p },
      grade: 'counted',
      sources: [],
    })),
  };
}

export function smallRelease(small: SmallRelease): Release {
  const variables = ['first_test', 'second_test', 'third_test'];
  const disease = (id: string) => ({
    id,
    name: name(id),
    synonyms: { zh: [], en: [] },
    definition: name(id),
    codes: {},
    danger: 'none' as const,
    leaveAlone: false,
    proof: name(id),
  });
  return {
    version: 'test',
    hash: '0',
    variables: variables.map((id) => ({
      id,
      group: 'clinical',
      kind: 'category',
      label: name(id),
      values: ['yes', 'no'].map((value) => ({ id: value, label: name(value) })),
    })),
    evidenceVariables: {},
    diseases: { diseased: disease('diseased'), healthy: disease('healthy') },
    packs: {
      small: {
        id: 'small',
        name: name('small'),
        diagnoses: ['diseased', 'healthy'],
        families: [],
        priors: {},
        defaultSetting: 'only',
      },
    },
    sources: {
      series: {
        id: 'series',
        citation: 'a series',
        design: 'case_series',
        figures: small.figures ?? [],
      },
    },
    overlaps: [],
    cases: small.cases ?? [],
    presentations: small.presentations ?? [],
    text: { zh: { diagnosis: {} }, en: { diagnosis: {} } },
    laboratory: { analytes: {} },
    profiles: Object.fromEntries(
      Object.entries(small.profiles ?? {}).map(([diagnosis, shares]) => [
        diagnosis,
        {
          diagnosis,
          profile: Object.entries(shares).map(([variable, yes]) => ({
            variable,
            values: { yes, no: 1 - yes },
            grade: 'counted',
            sources: ['series'],
          })),
        },
      ]),
    ),
    forms: small.form ? { diseased: { forms: [specialForm(small.form)] } } : {},
    background: {},
    priors: {
      small: {
        settings: {
          only: {
            weights: {
              diseased: { weight: small.prevalence },
              healthy: { weight: 1 - small.prevalence },
            },
          },
        },
      },
    },
    alarms: { alarms: { alarms: [] } },
    acts: { acts: { acts: small.acts ?? [] } },
    quantifiers: { scale: { scale: { usually: { share: 0.7 } } } },
    thresholds: {},
    engine: {
      packs: { rules: [], otherwise: 'small', presenting_findings: {} },
      numbers: {},
      parameters: {
        profile_strength: { counted: assumed(20), stated: assumed(10), assumed: assumed(5) },
        background_strength: assumed(small.backgroundStrength ?? 0),
        figure_ceiling: assumed(1e9),
        quantifier_strength: assumed(4),
        reading_trust: { abstract: assumed(1), rounded: assumed(0.5), inferred: assumed(0.25) },
        case_strength: assumed(1),
        case_prior_strength: assumed(1),
        possible_confidence: assumed(0.7),
        temperature: { ...assumed(1), packs: {} },
        presentation_weight: assumed(0.5),
        presentation_smoothing: assumed(1),
        form_sharpness: assumed(small.formSharpness ?? 1),
        none_of_these_prior: assumed(0),
        none_of_these_even: assumed(0.25),
        maximum_log_sd: assumed(1.5),
        draws: assumed(200),
        reported_when_present: [],
        interval_level: assumed(0.9),
        act_draws: assumed(64),
        plausible_share: assumed(0.05),
        disagreement: assumed(0.1),
        dependence: [{ id: 'tests', variables, repeat: assumed(small.repeat ?? 1) }],
      },
    },
  } as unknown as Release;
}
