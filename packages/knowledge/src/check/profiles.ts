import { z } from 'zod';
import { findVariable, type Release } from '../release.ts';
import { checkDiagnosis, checkValue, checkVariable } from './ids.ts';
import { error, type Problem } from './problem.ts';

const grounds = { grade: z.enum(['counted', 'stated', 'assumed']), sources: z.array(z.string()) };
const share = z.number();
/** What the check needs of a profile; the diagnosis room owns the rest. */
const profile = z.looseObject({
  diagnosis: z.string(),
  age: z.looseObject(grounds).optional(),
  sex: z.looseObject({ M: share, ...grounds }).optional(),
  profile: z.array(
    z.looseObject({ variable: z.string(), values: z.record(z.string(), share).optional(), ...grounds }),
  ),
});

/** A frequency in the population, overall and by age. */
const population = z.looseObject({
  variable: z.string(),
  values: z.record(z.string(), share),
  bands: z.array(z.strictObject({ from: z.number(), values: z.record(z.string(), share) })).optional(),
  ...grounds,
});

/** Rounding of the shares of one line, in units of a share. */
const ROUNDING = 0.02;

/** Profiles and background frequencies name known things, give shares between 0 and 1 that sum to 1, and cite what they call counted or stated. */
export function checkProfiles(release: Release): Problem[] {
  return [...profiles(release), ...background(release)];
}

function background(release: Release): Problem[] {
  return Object.entries(release.background).flatMap(([name, data]) => {
    const where = `background/${name}`;
    const parsed = population.safeParse(data);
    if (!parsed.success) return [unreadable(where, parsed.error)];
    const { variable, values, bands = [] } = parsed.data;
    return [
      ...citation(release, parsed.data, where),
      ...shares(release, variable, values, where),
      ...bands.flatMap((band) => shares(release, variable, band.values, `${where} from ${band.from}`)),
    ];
  });
}

function profiles(release: Release): Problem[] {
  return Object.entries(release.profiles).flatMap(([name, data]) => {
    const where = `profiles/${name}`;
    const parsed = profile.safeParse(data);
    if (!parsed.success) return [unreadable(where, parsed.error)];
    const { diagnosis, age, sex, profile: lines } = parsed.data;
    const cited = [...(age ? [age] : []), ...(sex ? [sex] : []), ...lines];
    return [
      ...checkDiagnosis(release, diagnosis, where),
      ...cited.flatMap((line) => citation(release, line, where)),
      ...lines.flatMap(({ variable, values }) =>
        values
          ? shares(release, variable, values, `${where} ${variable}`)
          : checkVariable(release, variable, where),
      ),
    ];
  });
}

function unreadable(where: string, { issues: [issue] }: z.ZodError): Problem {
  return error('profile_unreadable', where, {
    field: issue?.path.join('.') ?? '',
    why: issue?.message ?? '',
  });
}

function citation(
  release: Release,
  { grade, sources }: { readonly grade: string; readonly sources: readonly string[] },
  where: string,
): Problem[] {
  const unknown = sources.filter((id) => !release.sources[id]);
  return [
    ...(grade !== 'assumed' && sources.length === 0 ? [error('uncited', where)] : []),
    ...unknown.map((id) => error('unknown_source', where, { id })),
  ];
}

function shares(
  release: Release,
  variable: string,
  values: Readonly<Record<string, number>>,
  where: string,
): Problem[] {
  const each = Object.values(values);
  const sum = each.reduce((total, one) => total + one, 0);
  const exclusive = !findVariable(release, variable)?.multi;
  return [
    ...checkVariable(release, variable, where),
    ...Object.keys(values).flatMap((value) => checkValue(release, variable, value, where)),
    ...(each.some((one) => one < 0 || one > 1) ? [error('share_outside', where)] : []),
    ...(exclusive && Math.abs(sum - 1) > ROUNDING
      ? [error('shares_not_one', where, { sum: sum.toFixed(3) })]
      : []),
  ];
}
