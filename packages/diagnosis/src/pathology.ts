import { findVariable } from '@calx/knowledge';
import { likelihoodsOf } from './likelihood.ts';
import type { Model } from './model.ts';
import { posteriorOf, type Posterior } from './posterior.ts';
import type { Observation, PathologyReading } from './types.ts';

/** The family whose histology has an active and a quiescent stage. */
const STAGED_FAMILY = 'tumoral_calcinosis_family';
/** Cells that line the cavities in the active stage. */
const ACTIVE_CELLS = ['giant_cells', 'chronic_inflammation'];

/**
 * What histology says beside imaging: whether both lead to the same diagnosis (they disagree when imaging alone
 * gave the combined leader less than the parameter `disagreement`), and the stage of tumoral calcinosis: active
 * with giant cells or chronic inflammation around the calcium, quiescent when neither is found (li2015).
 * Undefined when no pathology was entered.
 */
export function pathologyReading(
  model: Model,
  observations: readonly Observation[],
  posterior: Posterior,
): PathologyReading | undefined {
  const isPathology = ({ variable }: Observation) =>
    findVariable(model.release, variable)?.group === 'pathology';
  if (!observations.some(isPathology)) return undefined;
  const imaging = posteriorOf(
    model,
    likelihoodsOf(
      model,
      observations.filter((observation) => !isPathology(observation)),
    ),
  );
  const imagingLeader = leaderOf(model, imaging);
  const combinedLeader = leaderOf(model, posterior);
  const alone = imaging[model.diagnoses.indexOf(combinedLeader)] ?? 0;
  const family = model.pack.families.find(({ id }) => id === STAGED_FAMILY);
  const stage = family?.members.includes(combinedLeader) ? stageOf(observations) : undefined;
  return {
    imagingLeader,
    combinedLeader,
    agrees: imagingLeader === combinedLeader || alone >= model.parameters.disagreement,
    ...(stage && { stage }),
  };
}

/** Active: a cell reaction is seen. Quiescent: both were looked for and neither was found. */
function stageOf(observations: readonly Observation[]): PathologyReading['stage'] {
  const shows = (variable: string, value: string) =>
    observations.some(
      (entry) => entry.variable === variable && entry.value === value && entry.state === 'present',
    );
  if (ACTIVE_CELLS.some((variable) => shows(variable, 'yes'))) return 'active';
  return ACTIVE_CELLS.every((variable) => shows(variable, 'no')) ? 'quiescent' : undefined;
}

function leaderOf(model: Model, posterior: Posterior): string {
  let leader = 0;
  model.diagnoses.forEach((_, index) => {
    if ((posterior[index] ?? 0) > (posterior[leader] ?? 0)) leader = index;
  });
  return model.diagnoses[leader] ?? '';
}
