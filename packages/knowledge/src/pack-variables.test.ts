import { describe, expect, it } from 'vitest';
import { loadRelease } from './release.ts';
import { variablesOfOtherPacks } from './pack-variables.ts';

describe('the variables of a pack', () => {
  const release = loadRelease();

  it('do not ask of a hip what only the retroperitoneum knows', () => {
    const foreign = variablesOfOtherPacks(release, 'periarticular');
    for (const id of ['retroperitoneal_region', 'ivc_intraluminal', 'catecholamines', 'target_sign']) {
      expect(foreign, id).toContain(id);
    }
    for (const id of ['pattern', 'phosphate', 'trauma', 'bone', 't2', 'age'])
      expect(foreign, id).not.toContain(id);
  });

  it('nor of the retroperitoneum what only a joint knows', () => {
    const foreign = variablesOfOtherPacks(release, 'retroperitoneal');
    for (const id of ['joint_space', 'great_toe_malformation']) {
      expect(foreign, id).toContain(id);
    }
    for (const id of ['ihc_cd117', 'enhancement', 'max_mm']) expect(foreign, id).not.toContain(id);
  });

  it('are all of them for a pack that is not known', () => {
    expect(variablesOfOtherPacks(release, 'moon').size).toBe(0);
  });
});
