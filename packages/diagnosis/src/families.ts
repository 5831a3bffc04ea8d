import type { Model } from './model.ts';
import type { Posterior } from './posterior.ts';
import type { Observation, RankedFamily } from './types.ts';

/** The families of the pack by the probability that they hold together, most probable first. */
export function rankFamilies(
  model: Model,
  posterior: Posterior,
  observations: readonly Observation[],
): RankedFamily[] {
  const asked = new Set(observations.map(({ variable }) => variable));
  return model.pack.families
    .map(({ id, name, members, toldApartBy }) => {
      const ranked = members
        .map((diagnosis) => ({
          diagnosis,
          probability: posterior[model.diagnoses.indexOf(diagnosis)] ?? 0,
        }))
        .sort((a, b) => b.probability - a.probability);
      return {
        family: id,
        name,
        probability: ranked.reduce((sum, { probability }) => sum + probability, 0),
        members: ranked,
        toldApartBy: toldApartBy.filter((variable) => !asked.has(variable)),
      };
    })
    .sort((a, b) => b.probability - a.probability);
}
