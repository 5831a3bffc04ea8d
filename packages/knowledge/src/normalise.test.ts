import { describe, expect, it } from 'vitest';
import { normaliseFindings } from './index.ts';

describe('normaliseFindings', () => {
  const normal = (findings: Parameters<typeof normaliseFindings>[0]['findings']) =>
    normaliseFindings({ findings });

  it('understands scalar negatives', () => {
    const { trauma, bone, pattern } = normal({ trauma: 'absent', bone: 'no', pattern: 'none' });
    expect(trauma).toMatchObject({ present: ['no'], absent: ['yes'] });
    expect(bone?.present).toEqual(['none']);
    expect(bone?.absent).toContain('destruction');
    expect(pattern?.present).toEqual([]);
    expect(pattern?.absent).toContain('rings_arcs');
  });

  it('maps finer values to the coding and keeps them', () => {
    expect(normal({ bone: ['scalloping', 'sclerosis'] })['bone']).toMatchObject({
      present: ['pressure_remodelling', 'sclerosis'],
      absent: ['none'],
      finer: ['scalloping'],
    });
  });

  it('turns an absent yes into a no, and leaves what was not assessed out', () => {
    const result = normal({
      trauma: { absent: ['yes'] },
      pattern: { possible: ['rings_arcs'] },
      colour: 'blue',
    });
    expect(result['trauma']?.present).toEqual(['no']);
    expect(result['pattern']).toMatchObject({ present: [], possible: ['rings_arcs'] });
    expect(Object.keys(result)).toEqual(['trauma', 'pattern']);
  });
});
