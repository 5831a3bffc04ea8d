import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gravityOf } from './gravity.ts';
import { parseInstance } from './instance.ts';

describe('gravity', () => {
  it('points to the back of the sample’s patient, who lay supine, feet first', () => {
    const file = new URL('../../../samples/sts-045/CT/000000.dcm', import.meta.url);
    expect(gravityOf([parseInstance(readFileSync(file))])).toEqual([0, 1, 0]);
  });

  it('is unknown without images', () => {
    expect(gravityOf([])).toBeUndefined();
  });
});
