/**
 * The set voxels (1) of a mask as runs along i: first and last place of each in turn. A mask is mostly empty, and the
 * engine's own search passes over what is empty many times as fast as a loop does.
 */
export function maskRuns(mask: Uint8Array, nx: number): Int32Array {
  let runs = new Int32Array(2048);
  let length = 0;
  for (let from = mask.indexOf(1); from >= 0;) {
    const unset = mask.indexOf(0, from);
    const end = unset < 0 ? mask.length : unset;
    // A run that goes on in the next row is cut.
    for (let rowEnd = nx * (Math.floor(from / nx) + 1); from < end; rowEnd += nx) {
      if (length === runs.length) {
        const larger = new Int32Array(2 * length);
        larger.set(runs);
        runs = larger;
      }
      const last = Math.min(end, rowEnd);
      runs[length] = from;
      runs[length + 1] = last - 1;
      length += 2;
      from = last;
    }
    from = mask.indexOf(1, end);
  }
  return runs.subarray(0, length);
}

/** First and last set place along i of each line of a mask; `nx` and -1 where none is set. */
export function lineEnds(
  mask: Uint8Array,
  nx: number,
): { readonly first: Int32Array; readonly last: Int32Array } {
  const lines = mask.length / nx;
  const first = new Int32Array(lines).fill(nx);
  const last = new Int32Array(lines).fill(-1);
  for (let at = mask.indexOf(1); at >= 0;) {
    const line = Math.floor(at / nx);
    const end = nx * (line + 1);
    first[line] = at - nx * line;
    last[line] = mask.lastIndexOf(1, end - 1) - nx * line;
    at = mask.indexOf(1, end);
  }
  return { first, last };
}

/** The set places of a mask, in order. */
export function placesOf(mask: Uint8Array): Int32Array {
  const runs = maskRuns(mask, mask.length);
  let count = 0;
  for (let r = 0; r < runs.length; r += 2) count += (runs[r + 1] as number) - (runs[r] as number) + 1;
  const places = new Int32Array(count);
  let n = 0;
  for (let r = 0; r < runs.length; r += 2)
    for (let at = runs[r] as number; at <= (runs[r + 1] as number); at += 1) places[n++] = at;
  return places;
}
