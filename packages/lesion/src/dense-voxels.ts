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

/** The sign bits of two 16-bit values in a word, and all others. */
const signs = 0x80008000 | 0;
const others = 0x7fff7fff;

/**
 * Two 16-bit values in a 32-bit word are asked at once: without its sign bit a value of at least the threshold, and no
 * other, carries into the place of that bit when what lacks from the threshold to it is added; and its sign bit is 0.
 */
function searchInPairs(data: Int16Array, threshold: number): NextDense {
  const words = new Int32Array(data.buffer, data.byteOffset, data.length >> 1);
  const least = Math.ceil(threshold);
  if (least > 0x7fff) return (_from, end) => end;
  const lack = (0x8000 - least) * 0x10001;
  return (from, end) => {
    let at = from;
    if (at < end && (at & 1) === 1) {
      if ((data[at] as number) >= least) return at;
      at += 1;
    }
    let word = at >> 1;
    const last = end >> 1;
    for (; word + 3 < last; word += 4) {
      const a = words[word] as number;
      const b = words[word + 1] as number;
      const c = words[word + 2] as number;
      const d = words[word + 3] as number;
      const reaching =
        ((((a & others) + lack) | 0) & ~a) |
        ((((b & others) + lack) | 0) & ~b) |
        ((((c & others) + lack) | 0) & ~c) |
        ((((d & others) + lack) | 0) & ~d);
      if ((reaching & signs) !== 0) break;
    }
    for (at = Math.max(at, 2 * word); at < end; at += 1) if ((data[at] as number) >= least) return at;
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
