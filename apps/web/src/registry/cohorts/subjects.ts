import { loadRelease, VARIABLE_GROUPS, type Lang, type Release } from '@calx/knowledge';
import type { Rule } from '@calx/registry';

/** How the value of a subject is asked for. */
type SubjectKind = 'values' | 'number' | 'date';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What a rule can be about. */
export interface Subject {
  readonly id: string;
  readonly label: string;
  readonly kind: SubjectKind;
  /** Values to choose from; empty for numbers and dates. */
  readonly values: readonly Choice[];
}

export interface SubjectGroup {
  readonly label: string;
  readonly subjects: readonly Subject[];
}

type T = (key: string) => string;

const PROOFS = ['pathology', 'genetic', 'clinical', 'imaging', 'laboratory'] as const;

/** Ways in which a diagnosis is proven, the surest first. */
export const proofs = (t: T): readonly Choice[] =>
  PROOFS.map((value) => ({ value, label: t(`proofs.${value}`) }));

/** Every disease of the release by name. */
export const diagnoses = (lang: Lang, release: Release = loadRelease()): readonly Choice[] =>
  Object.values(release.diseases)
    .map(({ id, name }) => ({ value: id, label: name[lang] }))
    .sort((a, b) => a.label.localeCompare(b.label, lang === 'zh' ? 'zh-CN' : 'en'));

/** Everything that a rule can be about: facts of the case first, then the vocabulary in the order of the form. */
export function subjectGroups(lang: Lang, t: T, release: Release = loadRelease()): readonly SubjectGroup[] {
  const fact = (id: string, kind: SubjectKind, values: readonly Choice[] = []): Subject => ({
    id,
    label: t(`subjects.${id}`),
    kind,
    values,
  });
  const facts = [
    fact('age', 'number'),
    fact('sex', 'values', [
      { value: 'F', label: t('registry:row.female') },
      { value: 'M', label: t('registry:row.male') },
    ]),
    fact('date', 'date'),
    fact('diagnosis', 'values', diagnoses(lang, release)),
    fact('provenBy', 'values', proofs(t)),
    fact('examination', 'values', examinations(lang, release)),
  ];
  const groups = VARIABLE_GROUPS.map((group) => ({
    label: t(`web:findings.groups.${group}`),
    subjects: release.variables
      .filter((variable) => variable.group === group && variable.kind !== 'text')
      .map(({ id, label, kind, values }): Subject => ({
        id,
        label: label[lang],
        kind: kind === 'number' ? 'number' : 'values',
        values: values.map((value) => ({ value: value.id, label: value.label[lang] })),
      })),
  }));
  return [{ label: t('subjects.case'), subjects: facts }, ...groups];
}

interface Act {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
}

function examinations(lang: Lang, release: Release): readonly Choice[] {
  const { acts = [] } = (release.acts['acts'] ?? {}) as { acts?: readonly Act[] };
  return acts.map(({ id, name }) => ({ value: id, label: name[lang] }));
}

/** A rule in words, which stands as its reason until the reader writes another. */
export function ruleText({ is, min, max }: Omit<Rule, 'reason'>, subject: Subject, lang: Lang): string {
  const names = (is ?? []).map((id) => subject.values.find(({ value }) => value === id)?.label ?? id);
  const range =
    min !== undefined && max !== undefined
      ? `${min}–${max}`
      : min !== undefined
        ? `≥ ${min}`
        : max !== undefined
          ? `≤ ${max}`
          : '';
  const said = [names.join(lang === 'zh' ? '、' : ', '), range].filter(Boolean).join(' ');
  const colon = lang === 'zh' ? '：' : ': ';
  return said ? `${subject.label}${colon}${said}` : subject.label;
}
