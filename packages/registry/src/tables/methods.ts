import type { AnsweredCohort } from '../cohort/freeze.ts';
import { diagnosesOf } from '../evidence/count.ts';
import { diagnosisName } from '@calx/knowledge';
import { levelOf, type TableContext } from './words.ts';

/** The methods paragraph: what was asked, what was left out and why, what was computed and how. */
export function methodsParagraph(
  cohort: AnsweredCohort,
  { release, lang, t }: TableContext,
  compared = false,
): string {
  const comma = lang === 'zh' ? '、' : ', ';
  const colon = lang === 'zh' ? '：' : ': ';
  const diagnoses = diagnosesOf(cohort.cases).map((id) => diagnosisName(release, id)[lang]);
  const reasons = cohort.excluded.map(
    ({ reason, notStated, cases }) =>
      `${reason}${notStated ? ` (${t('registry:row.notStated')})` : ''}${colon}${cases.length}`,
  );
  const sentences = [
    t('registry:methods.cohort', {
      name: cohort.name,
      version: cohort.version,
      screened: cohort.screened,
      included: cohort.cases.length,
      diagnoses: diagnoses.join(comma) || '–',
    }),
    ...(reasons.length > 0 ? [t('registry:methods.excluded', { reasons: reasons.join(comma) })] : []),
    t('registry:methods.shares', { level: Math.round(levelOf(release) * 100) }),
    ...(compared ? [t('registry:methods.tests')] : []),
    cohort.sha256 === undefined
      ? t('registry:methods.madeOpen', { release: cohort.release.version })
      : t('registry:methods.made', { release: cohort.release.version, hash: cohort.sha256.slice(0, 12) }),
  ];
  return sentences.join(lang === 'zh' ? '' : ' ');
}
