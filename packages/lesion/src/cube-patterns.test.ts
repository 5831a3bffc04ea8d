import { expect, it } from 'vitest';
import { cutOf } from './cube-patterns.fixture.ts';
import { trianglesOf } from './cube-patterns.ts';

it('has written out for each pattern of a cube the triangles that walking its faces finds', () => {
  for (let pattern = 0; pattern < 256; pattern += 1) expect(trianglesOf(pattern)).toEqual(cutOf(pattern));
});
