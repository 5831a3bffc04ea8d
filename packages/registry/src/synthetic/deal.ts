import { z } from 'zod';
import type { RegistryCase } from '../cohort/registry-case.ts';
import { RegistryError } from '../error.ts';

/** Runs of equal values, dealt to the patients in order; null leaves the patient without one. */
const runs = z.array(
  z.tuple([z.union([z.string(), z.array(z.string()), z.null()]), z.number().int().min(1)]),
);

const seriesSchema = z.strictObject({
  id: z.string().min(1).max(100),
  diagnosis: z.string().min(1).max(200),
  ages: z.array(z.number().min(0).max(130)).min(1).max(10_000),
  sex: runs,
  examinations: runs,
  findings: z.record(z.string(), runs),
});

/**
 * Synthetic patients that have exactly the counts asked for; no chance in it. Every case says that it is synthetic
 * in its id and its note.
 * @throws RegistryError `badSynthetic` when the series is not in the expected form or a column does not cover it.
 */
export function dealCases(document: unknown): RegistryCase[] {
  const checked = seriesSchema.safeParse(document);
  if (!checked.success) throw bad(checked.error.issues[0]?.path.join('.') || 'series');
  const { id, diagnosis, ages, sex, examinations, findings } = checked.data;
  const deal = (name: string, column: z.infer<typeof runs>) => {
    const values = column.flatMap(([value, count]) => Array.from({ length: count }, () => value));
    if (values.length !== ages.length) throw bad(name);
    return values;
  };
  const sexes = deal('sex', sex);
  const examined = deal('examinations', examinations);
  const columns = Object.entries(findings).map(([name, column]) => [name, deal(name, column)] as const);
  return ages.map((age, index) => ({
    id: `${id}-${String(index + 1).padStart(2, '0')}`,
    facts: {
      age,
      sex: sexes[index] === 'F' ? 'F' : 'M',
      findings: Object.fromEntries(
        columns.flatMap(([name, values]) => {
          const value = values[index];
          return value === null || value === undefined ? [] : [[name, value]];
        }),
      ),
      note: 'Synthetic: made to fit published counts; no such patient exists.',
    },
    diagnosis,
    provenBy: 'pathology',
    examinations: [examined[index] ?? []].flat(),
  }));
}

function bad(where: string): RegistryError {
  return new RegistryError(
    'badSynthetic',
    { where },
    `The synthetic series is not in the expected form at ${where}.`,
  );
}
