import { describe, expect, it } from 'vitest';
import type { LesionRecord } from '../api/types.ts';
import { sameMass } from './sameMass.ts';

const at = (...voxels: readonly number[]): Uint8Array =>
  Uint8Array.from({ length: 8 }, (_, n) => (voxels.includes(n) ? 1 : 0));
const lesion = (id: string, series: string, request: object = {}): LesionRecord =>
  ({ id, series, request: { seed: [0, 0, 0], ...request } }) as unknown as LesionRecord;
const masks = new Map([
  ['first', { mask: at(1, 2) }],
  ['second', { mask: at(5) }],
]);
const click = lesion('new', 'CT');

describe('a click on a mass that is measured already', () => {
  it('means the lesion whose voxels it meets', () => {
    const lesions = [lesion('first', 'CT'), lesion('second', 'CT')];
    expect(sameMass(at(2, 3), click, lesions, masks)).toBe('first');
    expect(sameMass(at(4, 5), click, lesions, masks)).toBe('second');
    expect(sameMass(at(3, 4), click, lesions, masks)).toBeUndefined();
  });

  it('means a new one beside what was cut by hand, on another series and on a film', () => {
    const cut = lesion('first', 'CT', { edits: [{}] });
    expect(sameMass(at(1, 2), click, [cut], masks)).toBeUndefined();
    expect(sameMass(at(1, 2), click, [lesion('first', 'MR')], masks)).toBeUndefined();
    const film = lesion('new', 'CT', { film: { sop: '1', frame: 0 } });
    expect(sameMass(at(1, 2), film, [lesion('first', 'CT')], masks)).toBeUndefined();
  });
});
