import { diagnosisName, findVariable, valueLabel, variableLabel, type Release } from '@calx/knowledge';
import { z } from 'zod';
import type { RegistryCase } from '../cohort/registry-case.ts';
import { normalised } from '../cohort/stated.ts';
import { RegistryError } from '../error.ts';
import type { ImportedCase } from './apply-mapping.ts';
import { importWords, plain } from './words.ts';

/** A phenotype as Calx names it: `calx:<variable>.<value>`. */
const PREFIX = 'calx:';

const term = z.looseObject({ id: z.string().max(200), label: z.string().max(500).optional() });
const packetSchema = z.looseObject({
  id: z.string().min(1).max(200),
  subject: z
    .looseObject({
      id: z.string().max(200).optional(),
      sex: z.string().max(50).optional(),
      timeAtLastEncounter: z
        .looseObject({ age: z.looseObject({ iso8601duration: z.string() }).optional() })
        .optional(),
    })
    .optional(),
  phenotypicFeatures: z
    .array(z.looseObject({ type: term, excluded: z.boolean().optional() }))
    .max(2_000)
    .default([]),
  measurements: z
    .array(
      z.looseObject({
        assay: term,
        value: z
          .looseObject({ quantity: z.looseObject({ unit: term, value: z.number() }).optional() })
          .optional(),
      }),
    )
    .max(2_000)
    .default([]),
  diseases: z
    .array(z.looseObject({ term, excluded: z.boolean().optional() }))
    .max(200)
    .default([]),
  metaData: z.looseObject({}),
});

/** True for what says of itself that it is a phenopacket. */
export function isPhenopacket(document: unknown): boolean {
  return typeof document === 'object' && document !== null && 'metaData' in document && 'subject' in document;
}

/**
 * A case as a GA4GH Phenopacket, version 2 (ISO 4454:2022). Findings go by HPO terms where one says exactly the same,
 * else by the names of this vocabulary.
 * @param created ISO 8601, when the packet is made
 */
export function toPhenopacket(entry: RegistryCase, release: Release, created: string): object {
  const { id, facts, diagnosis } = entry;
  const { hpo } = importWords(release);
  const terms = new Map(
    Object.entries(hpo).map(([code, { variable, value, label }]) => [
      `${variable}.${value}`,
      { id: code, label },
    ]),
  );
  const typeOf = (variable: string, value: string) =>
    terms.get(`${variable}.${value}`) ?? {
      id: `${PREFIX}${variable}.${value}`,
      label: `${variableLabel(release, variable).en}: ${valueLabel(release, variable, value).en}`,
    };
  const features = Object.entries(facts.findings).flatMap(([variable, input]) => {
    const known = findVariable(release, variable);
    const finding = known?.kind === 'category' ? normalised(known, input) : undefined;
    if (!finding) return [];
    // The negative of a question is a finding of its own ("no", "none"); single denials are excluded features.
    const denied = finding.present.length > 0 ? [] : finding.absent;
    return [
      ...finding.present.map((value) => ({ type: typeOf(variable, value) })),
      ...denied.map((value) => ({ type: typeOf(variable, value), excluded: true })),
    ];
  });
  const measurements = (facts.labs ?? []).flatMap(({ name, value, unit }) =>
    typeof value === 'number'
      ? [
          {
            assay: { id: `${PREFIX}${name}`, label: name },
            value: { quantity: { unit: { id: `UCUM:${unit ?? '1'}`, label: unit ?? '1' }, value } },
          },
        ]
      : [],
  );
  return {
    id,
    subject: {
      id,
      ...(typeof facts.age === 'number' && {
        timeAtLastEncounter: { age: { iso8601duration: durationOf(facts.age) } },
      }),
      sex: facts.sex === 'F' ? 'FEMALE' : facts.sex === 'M' ? 'MALE' : 'UNKNOWN_SEX',
    },
    phenotypicFeatures: features,
    ...(measurements.length > 0 && { measurements }),
    ...(diagnosis && { diseases: [{ term: diseaseTerm(diagnosis, release) }] }),
    metaData: {
      created,
      createdBy: 'Calx',
      resources: RESOURCES.map((resource) => ({ ...resource, version: release.version })),
      phenopacketSchemaVersion: '2.0',
    },
  };
}

const RESOURCES = [
  { id: 'calx', name: 'Calx vocabulary', url: 'urn:calx', namespacePrefix: 'calx', iriPrefix: 'urn:calx:' },
  {
    id: 'hp',
    name: 'Human Phenotype Ontology',
    url: 'http://purl.obolibrary.org/obo/hp.owl',
    namespacePrefix: 'HP',
    iriPrefix: 'http://purl.obolibrary.org/obo/HP_',
  },
  {
    id: 'ordo',
    name: 'Orphanet Rare Disease Ontology',
    url: 'http://www.orphadata.org/data/ORDO/ordo_orphanet.owl',
    namespacePrefix: 'ORPHA',
    iriPrefix: 'http://www.orpha.net/ORDO/Orphanet_',
  },
];

function diseaseTerm(diagnosis: string, release: Release) {
  const { codes } = release.diseases[diagnosis] ?? {};
  const id = codes?.orpha ? `ORPHA:${codes.orpha.replace(/^ORPHA:?/, '')}` : `${PREFIX}${diagnosis}`;
  return { id, label: diagnosisName(release, diagnosis).en };
}

/** Years with fractions as months: P40Y6M. */
function durationOf(age: number): string {
  const months = Math.round(age * 12);
  const rest = months % 12;
  return `P${Math.floor(months / 12)}Y${rest > 0 ? `${rest}M` : ''}`;
}

/**
 * A phenopacket as a case. Terms that this vocabulary does not know are listed in the note and count for nothing.
 * @throws RegistryError `badPhenopacket` naming the first wrong place.
 */
export function fromPhenopacket(document: unknown, release: Release): ImportedCase {
  const checked = packetSchema.safeParse(document);
  if (!checked.success) {
    const where = checked.error.issues[0]?.path.join('.') || 'phenopacket';
    throw new RegistryError('badPhenopacket', { where }, `The phenopacket is not valid at ${where}.`);
  }
  const { id, subject, phenotypicFeatures, measurements, diseases } = checked.data;
  const words = importWords(release);
  const states = new Map<string, { present: string[]; absent: string[] }>();
  const unknown: string[] = [];
  for (const { type, excluded } of phenotypicFeatures) {
    const meant = meaningOf(type.id, release);
    if (!meant) {
      unknown.push(type.label ?? type.id);
      continue;
    }
    const state = states.get(meant.variable) ?? { present: [], absent: [] };
    state[excluded ? 'absent' : 'present'].push(meant.value);
    states.set(meant.variable, state);
  }
  const labs = measurements.flatMap(({ assay, value }) => {
    const test =
      words.laboratory.get(plain(assay.id.replace(PREFIX, ''))) ??
      words.laboratory.get(plain(assay.label ?? ''));
    if (!test || !value?.quantity) {
      unknown.push(assay.label ?? assay.id);
      return [];
    }
    return [{ name: test, value: value.quantity.value, unit: value.quantity.unit.id.replace(/^UCUM:/, '') }];
  });
  const disease = diseases.find(({ excluded }) => !excluded)?.term;
  const age = ageOf(subject?.timeAtLastEncounter?.age?.iso8601duration);
  const sex = subject?.sex === 'FEMALE' ? 'F' : subject?.sex === 'MALE' ? 'M' : undefined;
  return {
    id,
    facts: {
      ...(age !== undefined && { age }),
      ...(sex && { sex }),
      findings: Object.fromEntries(
        [...states].map(([variable, { present, absent }]) => {
          const [only, ...others] = present;
          const single = only !== undefined && others.length === 0 && absent.length === 0;
          return [variable, single ? only : { present, absent }];
        }),
      ),
      ...(labs.length > 0 && { labs }),
      ...(unknown.length > 0 && { note: unknown.join('; ').slice(0, 2_000) }),
    },
    diagnosis: disease ? diagnosisOf(disease, release) : null,
    provenBy: null,
  };
}

function meaningOf(id: string, release: Release): { variable: string; value: string } | undefined {
  const term = importWords(release).hpo[id];
  if (term) return term;
  if (!id.startsWith(PREFIX)) return undefined;
  const [variable = '', value = ''] = id.slice(PREFIX.length).split('.');
  const known = findVariable(release, variable)?.values.some((one) => one.id === value);
  return known ? { variable, value } : undefined;
}

/** The diagnosis of this release by its code or name; a foreign one is kept as it calls itself. */
function diagnosisOf({ id, label }: z.infer<typeof term>, release: Release): string {
  const own = id.startsWith(PREFIX) ? id.slice(PREFIX.length) : undefined;
  if (own && release.diseases[own]) return own;
  const code = plain(id);
  const coded = Object.values(release.diseases).find(({ codes }) =>
    [
      codes.orpha && `ORPHA:${codes.orpha.replace(/^ORPHA:?/, '')}`,
      ...(codes.omim ?? []).map((one) => `OMIM:${one}`),
    ].some((one) => one !== undefined && plain(one) === code),
  );
  const named = importWords(release).diagnoses.get(plain(label ?? ''));
  return coded?.id ?? named ?? `other:${label ?? id}`.slice(0, 200);
}

/** P40Y, P6M, P3W2D: years. */
function ageOf(duration: string | undefined): number | undefined {
  const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?/.exec(duration ?? '');
  if (!parts || parts[0] === 'P') return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return Math.round((years + months / 12 + (weeks * 7 + days) / 365.25) * 100) / 100;
}
