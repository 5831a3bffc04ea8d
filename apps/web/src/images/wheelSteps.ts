/** Pixels that a notch of a mouse wheel turns at least; less is a finger on a touch pad. */
const NOTCH = 50;
/** Way of the finger for one slice, pixels. */
const WAY = 30;

/** Says of each turn of a wheel whether it is a step: every notch is one, the many small turns of a touch pad add up to one. */
export function wheelSteps(): (turn: Pick<WheelEvent, 'deltaY' | 'deltaMode'>) => boolean {
  let way = 0;
  return ({ deltaY, deltaMode }) => {
    const isNotch = deltaMode !== 0 || Math.abs(deltaY) >= NOTCH;
    if (isNotch || Math.sign(deltaY) !== Math.sign(way)) way = 0;
    if (isNotch) return true;
    way += deltaY;
    if (Math.abs(way) < WAY) return false;
    way %= WAY;
    return true;
  };
}
