import { loadRelease, type Release } from '../release.ts';
import type { Translate } from '../translate.ts';
import { checkCitations } from './citations.ts';
import { checkSources } from './figures.ts';
import { findGaps } from './gaps.ts';
import type { Problem } from './problem.ts';
import { checkProfiles } from './profiles.ts';
import { checkReferences } from './references.ts';
import { checkShapes } from './shapes.ts';
import { checkTexts } from './texts.ts';

export type { Problem, Severity } from './problem.ts';

/** All problems of a release, errors first. Only errors make `calx knowledge check` fail; gaps are shown. */
export function checkRelease(release: Release = loadRelease()): readonly Problem[] {
  const shapes = checkShapes(release);
  if (shapes.length > 0) return shapes;
  return [
    ...checkReferences(release),
    ...checkSources(release),
    ...checkProfiles(release),
    ...checkCitations(release),
    ...checkTexts(release),
    ...findGaps(release),
  ].sort((a, b) => order(a) - order(b));
}

const order = ({ severity }: Problem) => (severity === 'error' ? 0 : 1);

/** The problem in one sentence. */
export function explainProblem(translate: Translate, { code, params }: Problem): string {
  return translate(`knowledge:problems.${code}`, params);
}
