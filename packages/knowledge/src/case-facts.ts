import { z } from 'zod';
import { KnowledgeError, type Explained } from './error.ts';
import { NEGATIVES, statedValues } from './finding-input.ts';
import { findVariable, loadRelease, type Release } from './release.ts';
import type { CaseFacts, FindingInput, Variable } from './types.ts';

/** What the reader accepts at most; beyond it the input is refused, not cut. */
export const CASE_LIMITS = {
  findings: 500,
  valuesPerFinding: 50,
  labs: 500,
  measurements: 200,
  textLength: 20_000,
  nameLength: 200,
  depth: 12,
  nodes: 20_000,
} as const;

/** Something in a case that Calx keeps but cannot use, and where it stands. */
export interface CaseIssue extends Explained {
  /** Dotted path into the case, for instance `findings.site`. */
  readonly where: string;
}

export interface ParsedCase {
  readonly facts: CaseFacts;
  readonly issues: readonly CaseIssue[];
}

const name = z.string().min(1).max(CASE_LIMITS.nameLength);
const text = z.string().max(CASE_LIMITS.textLength);
const values = z.array(name).max(CASE_LIMITS.valuesPerFinding);
const finding = z.union([
  name,
  z.number(),
  values,
  z.strictObject({ present: values.optional(), absent: values.optional(), possible: values.optional() }),
]);
const limited = <Value extends z.ZodType>(value: Value, most: number) =>
  z.record(name, value).refine((record) => Object.keys(record).length <= most, `more than ${most} entries`);

const schema = z.looseObject({
  id: name.nullish(),
  url: text.nullish(),
  title: text.nullish(),
  year: z.number().int().nullish(),
  diagnosis: name.nullish(),
  confirmed_by: z.enum(['pathology', 'genetic', 'clinical', 'imaging', 'laboratory']).nullish(),
  pack: name.nullish(),
  narrative: text.nullish(),
  age: z.number().min(0).max(130).nullish(),
  sex: z.enum(['F', 'M']).nullish(),
  findings: limited(finding.nullable(), CASE_LIMITS.findings).default({}),
  labs: z
    .array(
      z.looseObject({
        name,
        value: z.number().nullish(),
        unit: name.nullish(),
        flag: z.enum(['L', 'N', 'H']).nullish(),
      }),
    )
    .max(CASE_LIMITS.labs)
    .nullish(),
  measurements: limited(z.number().nullable(), CASE_LIMITS.measurements).nullish(),
  note: text.nullish(),
});

/**
 * Reads one case in the case format. What cannot be a case is refused with a {@link KnowledgeError} that says
 * where and why; an unknown variable or value is kept and listed among the issues.
 */
export function parseCaseFacts(json: unknown, release: Release = loadRelease()): ParsedCase {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) {
    throw new KnowledgeError(
      'case_not_object',
      {},
      'A case must be one JSON object, such as {"findings":{}}.',
    );
  }
  assertBounded(json);
  const result = schema.safeParse(json);
  if (!result.success) throw refusal(result.error);
  const { findings, ...rest } = result.data;
  const stated = Object.entries(findings as Record<string, FindingInput | null>).flatMap(
    ([variable, value]): [string, FindingInput][] => (value === null ? [] : [[variable, value]]),
  );
  const facts = { ...rest, findings: Object.fromEntries(stated) } as CaseFacts;
  return { facts, issues: stated.flatMap(([variable, value]) => findingIssues(variable, value, release)) };
}

/** Refuses what is nested too deep or has too many parts before anything walks it by recursion. */
function assertBounded(json: object): void {
  let level: unknown[] = [json];
  let nodes = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    nodes += level.length;
    if (depth > CASE_LIMITS.depth || nodes > CASE_LIMITS.nodes) {
      const { depth: most, nodes: parts } = CASE_LIMITS;
      throw new KnowledgeError(
        'case_too_large',
        { depth: most, nodes: parts },
        `The case is nested deeper than ${most} levels or has more than ${parts} parts.`,
      );
    }
    level = level.flatMap((node) => (node !== null && typeof node === 'object' ? Object.values(node) : []));
  }
}

/** What the first fault of the schema means to a person, as a code of the catalog. */
function refusal({ issues: [issue] }: z.ZodError): KnowledgeError {
  const where = issue && issue.path.length > 0 ? issue.path.map(String).join('.') : 'case';
  const { code, params, needs } = requirement(issue);
  return new KnowledgeError(
    code,
    { where, ...params },
    `The case can't be read at ${where}: it must be ${needs}.`,
  );
}

function requirement(issue: z.core.$ZodIssue | undefined): {
  readonly code: string;
  readonly params: Record<string, string | number>;
  readonly needs: string;
} {
  switch (issue?.code) {
    case 'too_big':
      return {
        code: 'case_field_above',
        params: { most: Number(issue.maximum) },
        needs: `at most ${issue.maximum}`,
      };
    case 'too_small':
      return {
        code: 'case_field_below',
        params: { least: Number(issue.minimum) },
        needs: `at least ${issue.minimum}`,
      };
    case 'invalid_value': {
      const values = issue.values.map(String).join(', ');
      return { code: 'case_field_one_of', params: { values }, needs: `one of ${values}` };
    }
    case 'invalid_union':
      return {
        code: 'case_field_finding',
        params: {},
        needs: 'a value, a number, a list of values, or present/absent/possible lists',
      };
    case 'invalid_type':
      return { code: `case_field_${issue.expected}`, params: {}, needs: `of type ${issue.expected}` };
    default:
      return { code: 'case_field_invalid', params: {}, needs: 'as the case format says' };
  }
}

function findingIssues(id: string, input: FindingInput, release: Release): CaseIssue[] {
  const where = `findings.${id}`;
  const variable = findVariable(release, id);
  if (!variable) return [{ code: 'unknown_variable', where, params: { variable: id } }];
  if (variable.kind === 'text') return [];
  if (variable.kind === 'number') {
    return typeof input === 'number'
      ? []
      : [{ code: 'not_a_number', where, params: { variable: id, value: valuesOf(input).join(', ') } }];
  }
  return valuesOf(input)
    .filter((value) => !isKnownValue(variable, value))
    .map((value) => ({ code: 'unknown_value', where, params: { variable: id, value } }));
}

/** All values that a finding names, whatever their state. */
function valuesOf(input: FindingInput): string[] {
  if (typeof input === 'number') return [String(input)];
  const { present, absent, possible } = statedValues(input);
  return [...present, ...absent, ...possible];
}

function isKnownValue(variable: Variable, value: string): boolean {
  return NEGATIVES.has(value) || variable.values.some(({ id }) => id === value);
}
