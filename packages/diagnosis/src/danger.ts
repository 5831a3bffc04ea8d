import type { Model } from './model.ts';

export function isMalignant(model: Model, diagnosis: string): boolean {
  return model.release.diseases[diagnosis]?.danger === 'malignant';
}

/** Named sets of diagnoses that alarms watch. */
export type DangerGroup = 'malignant' | 'infectious' | 'leave_alone' | 'none_of_these';

/** Indices of a group's members in a posterior of the model ("none of these" is last). */
export function membersOf(model: Model, group: DangerGroup): number[] {
  if (group === 'none_of_these') return [model.diagnoses.length];
  return model.diagnoses.flatMap((diagnosis, index) => {
    const disease = model.release.diseases[diagnosis];
    const member = group === 'leave_alone' ? disease?.leaveAlone : disease?.danger === group;
    return member ? [index] : [];
  });
}
