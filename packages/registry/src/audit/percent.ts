/**
 * Whether a printed percentage can come from some whole count of n, at the decimals printed; both halves of a
 * rounding tie are allowed. Brown NJL, Heathers JAJ 2017 (the GRIM test), doi:10.1177/1948550616673876.
 */
export function countsForPercent(percent: string, n: number): number[] {
  const decimals = percent.split('.')[1]?.length ?? 0;
  const half = 0.5 * 10 ** -decimals;
  const tolerance = 1e-9;
  const stated = Number(percent);
  const first = Math.max(0, Math.floor(((stated - half) / 100) * n));
  const last = Math.min(n, Math.ceil(((stated + half) / 100) * n));
  const fitting: number[] = [];
  for (let k = first; k <= last; k += 1) {
    if (Math.abs((100 * k) / n - stated) <= half + tolerance) fitting.push(k);
  }
  return fitting;
}

/** k of n as a percentage with the decimals of another. */
export function percentLike(k: number, n: number, like: string): string {
  return ((100 * k) / n).toFixed(like.split('.')[1]?.length ?? 0);
}
