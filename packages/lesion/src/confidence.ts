/** 0.5 at a threshold, rising to 0.95 one span away from it: a value near a threshold says so. */
export function confidenceBeyond(value: number, threshold: number, span: number): number {
  const away = Math.min(1, Math.abs(value - threshold) / span);
  return Math.round((0.5 + 0.45 * away) * 100) / 100;
}
