/** The first place at or after `from` and before `end` whose value reaches a threshold, or `end`. */
type NextDense = (from: number, end: number) => number;

/**
 * A search for the values of an array that reach a threshold. Most of a body is far below it, so that 16-bit values
 * are passed over two at a time and masks four at a time, by what their bits rule out.
 */
export function denseSearch(data: ArrayLike<number>, threshold: number): NextDense {
  if (data instanceof Int16Array && threshold >= 1 && data.byteOffset % 4 === 0)
    return searchInPairs(data, threshold);
  if (data instanceof Uint8Array && threshold > 0 && data.byteOffset % 4 === 0)
    return searchInFours(data, threshold);
  return (from, end) => {
    let at = from;
    while (at < end && (data[at] as number) < threshold) at += 1;
    return at;
  };
}

const lanes = 0x10001;
const signs = 0x80008000 | 0;

/**
 * A 16-bit value reaches a threshold only when its sign bit is 0 and one of the bits from the threshold's highest one
 * upwards is 1: asked of both halves of a 32-bit word at once.
 */
function searchInPairs(data: Int16Array, threshold: number): NextDense {
  const words = new Int32Array(data.buffer, data.byteOffset, data.length >> 1);
  const high = (0x8000 - Math.min(0x8000, 2 ** Math.floor(Math.log2(threshold)))) * lanes;
  return (from, end) => {
    let at = from;
    while (at < end) {
      if ((at & 1) === 0) {
        let word = at >> 1;
        const last = end >> 1;
        for (; word < last; word += 1) {
          const bits = words[word] as number;
          const negative = bits & signs;
          // A half with its sign bit set becomes 0x7fff: its bits count for nothing.
          if ((bits & high & ~((negative - (negative >>> 15)) | 0)) !== 0) break;
        }
        at = 2 * word;
        if (at >= end) return end;
      }
      if ((data[at] as number) >= threshold) return at;
      at += 1;
    }
    return end;
  };
}

/** Four bytes that are 0 are passed over together. */
function searchInFours(data: Uint8Array, threshold: number): NextDense {
  const words = new Int32Array(data.buffer, data.byteOffset, data.length >> 2);
  return (from, end) => {
    let at = from;
    while (at < end) {
      if ((at & 3) === 0) {
        let word = at >> 2;
        const last = end >> 2;
        while (word < last && words[word] === 0) word += 1;
        at = 4 * word;
        if (at >= end) return end;
      }
      if ((data[at] as number) >= threshold) return at;
      at += 1;
    }
    return end;
  };
}
