import { describe, expect, it } from 'vitest';
import { findVariable, loadRelease } from '@calx/knowledge';
import { bonePictures } from './bone.tsx';
import { massPictures } from './mass.tsx';
import { signalPictures } from './signal.tsx';
import { mineralPictures } from './mineral.tsx';

const drawn = Object.keys({ ...mineralPictures, ...massPictures, ...bonePictures, ...signalPictures });
const release = loadRelease();

describe('pictures of terms', () => {
  it('belong to terms of the vocabulary', () => {
    for (const key of drawn) {
      const [variable = '', value] = key.split('.');
      expect(
        findVariable(release, variable)?.values.map(({ id }) => id),
        key,
      ).toContain(value);
    }
  });

  it('are there for every value of what is seen on films, CT and MRI', () => {
    const seen = [
      'pattern',
      'confluence',
      'density',
      'matrix',
      'margin',
      'shape',
      'internal',
      'bone',
      'joint_space',
    ];
    for (const id of [...seen, 't1', 't2', 'enhancement', 'compartment']) {
      for (const value of findVariable(release, id)?.values ?? []) {
        if (value.id !== 'retroperitoneal') expect(drawn, `${id}.${value.id}`).toContain(`${id}.${value.id}`);
      }
    }
  });
});
