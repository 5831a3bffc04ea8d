import { ballScene, sceneOf, type Scene } from '@calx/phantom';
import { describe, expect, it } from 'vitest';
import { CancelledError, measureLesions, type MeasureRequest } from './index.ts';
import { ctOf } from './volume.fixture.ts';

/** Asks in a measurement when it may stop at the nth. */
function asks(scene: Scene, request: MeasureRequest) {
  const volume = ctOf(scene);
  return (stopAt: number): number => {
    let count = 0;
    const shouldStop = (): boolean => {
      count += 1;
      return count === stopAt;
    };
    measureLesions(volume, request, { shouldStop });
    return count;
  };
}

describe('the share of a measurement that is done', { timeout: 120_000 }, () => {
  it('grows from labelling to the end, in small steps while the lesion is described', () => {
    const shares: number[] = [];
    const scene = ballScene(8, 3);
    const at = scene.lesions[0]?.at;
    measureLesions(ctOf(scene), at ? { at } : {}, { onProgress: (done) => shares.push(done) });
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    const steps = shares.slice(1).map((done, n) => done - (shares[n] ?? 0));
    expect(Math.max(...steps.slice(shares.findIndex((done) => done >= 0.5)))).toBeLessThan(0.1);
  });
});

describe('a measurement can be stopped', { timeout: 120_000 }, () => {
  it.each([
    ['a ball with a click', ballScene(8, 3), true],
    ['a ball without', ballScene(8, 3), false],
    ['a tophus that is divided from a condyle', sceneOf('knee-gout'), true],
  ])('at each ask, all through its work: %s', (_, scene, clicked) => {
    const at = scene.lesions[0]?.at;
    const stopAt = asks(scene, clicked && at ? { at } : {});
    const all = stopAt(Infinity);
    // Labelling asks once a slice; what follows is more than that.
    expect(all).toBeGreaterThan(3 * scene.geometry.size[2]);
    for (const share of [0, 0.3, 0.6, 0.9, 1])
      expect(() => stopAt(Math.max(1, Math.floor(share * all)))).toThrow(CancelledError);
  });
});
