import { parseCaseFacts } from '../case-facts.ts';
import { KnowledgeError } from '../error.ts';
import type { Release } from '../release.ts';
import { findUnit } from '../units.ts';
import { checkDiagnosis, checkVariable } from './ids.ts';
import { error, type Problem } from './problem.ts';

/** Packs, overlaps, cases, presentations and laboratory refer only to what exists. */
export function checkReferences(release: Release): Problem[] {
  return [
    ...packs(release),
    ...overlaps(release),
    ...cases(release, 'cases'),
    ...cases(release, 'presentations'),
    ...laboratory(release),
    ...coarse(release),
    ...terms(release),
  ];
}

function packs(release: Release): Problem[] {
  return Object.values(release.packs).flatMap((pack) => {
    const where = `packs/${pack.id}`;
    const inPack = new Set(pack.diagnoses);
    return [
      ...pack.diagnoses.flatMap((id) =>
        release.diseases[id] ? [] : [error('unknown_diagnosis', where, { id })],
      ),
      ...pack.families.flatMap((family) => [
        ...family.members.flatMap((id) =>
          inPack.has(id) ? [] : [error('family_member_outside', `${where}/${family.id}`, { id })],
        ),
        ...family.toldApartBy.flatMap((id) => checkVariable(release, id, `${where}/${family.id}`)),
      ]),
    ];
  });
}

function overlaps(release: Release): Problem[] {
  return release.overlaps.flatMap(({ keep, yields, diagnoses = [] }) => {
    const where = `overlaps ${keep}`;
    return [
      ...[keep, ...yields].flatMap((id) =>
        release.sources[id] ? [] : [error('unknown_source', where, { id })],
      ),
      ...diagnoses.flatMap((id) => checkDiagnosis(release, id, where)),
    ];
  });
}

function cases(release: Release, section: 'cases' | 'presentations'): Problem[] {
  const seen = new Set<string>();
  return release[section].flatMap((one, index) => {
    const id = one.id ?? `number ${index + 1}`;
    const where = `${section}/${id}`;
    const problems: Problem[] = seen.has(id) ? [error('case_twice', where)] : [];
    seen.add(id);
    if (!one.diagnosis) problems.push(error('case_without_diagnosis', where));
    else problems.push(...checkDiagnosis(release, one.diagnosis, where));
    if (one.pack && !release.packs[one.pack]) problems.push(error('unknown_pack', where, { id: one.pack }));
    try {
      const { issues } = parseCaseFacts(one, release);
      problems.push(...issues.map((issue) => error(issue.code, `${where} ${issue.where}`, issue.params)));
    } catch (fault) {
      if (!(fault instanceof KnowledgeError)) throw fault;
      problems.push(error('case_unreadable', where, { why: fault.message }));
    }
    return problems;
  });
}

function laboratory(release: Release): Problem[] {
  const { analytes, sources, units } = release.laboratory;
  const known = new Set(['assumed', ...sources.map(({ id }) => id)]);
  const used = new Set<string>();
  const cite = (source: string, where: string): Problem[] => {
    used.add(source);
    return known.has(source) ? [] : [error('unknown_source', where, { id: source })];
  };
  const problems = Object.values(analytes).flatMap((analyte) => {
    const where = `laboratory/${analyte.id}`;
    return [
      ...checkVariable(release, analyte.variable, where),
      ...(findUnit(release.laboratory, analyte.unit)?.code === analyte.unit
        ? []
        : [error('unknown_unit', where, { unit: analyte.unit })]),
      ...(analyte.molarMass ? cite(analyte.molarMass.source, where) : []),
      ...cite(analyte.plausible.source, where),
      ...analyte.intervals.flatMap(({ source, low, high }) => [
        ...cite(source, where),
        ...(low !== undefined && high !== undefined && low >= high
          ? [error('range_reversed', where, { min: low, max: high })]
          : []),
      ]),
    ];
  });
  const unused = sources
    .filter(({ id }) => !used.has(id))
    .map(({ id }) => error('source_unused', `laboratory/${id}`));
  const twice = units.filter(({ code }, index) => units.findIndex((other) => other.code === code) !== index);
  return [
    ...problems,
    ...unused,
    ...twice.map(({ code }) => error('unit_twice', 'laboratory/units', { unit: code })),
  ];
}

/** A finer value maps to an existing value that is not itself finer. */
function coarse(release: Release): Problem[] {
  return release.variables.flatMap(({ id, values }) =>
    values.flatMap((value) => {
      if (value.coarse === undefined) return [];
      const target = values.find((other) => other.id === value.coarse);
      return target && target.coarse === undefined
        ? []
        : [error('coarse_unknown', `vocabulary/${id}/${value.id}`, { coarse: value.coarse })];
    }),
  );
}

/** Within a variable a word means one value: the search box and the reader of texts rely on it. */
function terms(release: Release): Problem[] {
  return release.variables.flatMap((variable) =>
    (['en', 'zh'] as const).flatMap((lang) => {
      const owner = new Map<string, string>();
      return variable.values.flatMap(({ id, label, synonyms }) =>
        [label[lang], ...(synonyms?.[lang] ?? [])].flatMap((term) => {
          const word = term.toLowerCase();
          const other = owner.get(word);
          owner.set(word, id);
          return other && other !== id
            ? [error('term_twice', `vocabulary/${variable.id}`, { term, first: other, second: id })]
            : [];
        }),
      );
    }),
  );
}
