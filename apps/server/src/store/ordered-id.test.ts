import { expect, it } from 'vitest';
import { orderedId } from './ordered-id.ts';

it('makes UUIDs of version 7 that sort by time and never repeat', () => {
  // Time of the example in RFC 9562, appendix A.6.
  expect(orderedId(0x017f22e279b0)).toMatch(/^017f22e2-79b0-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(orderedId(1_000) < orderedId(1_001)).toBe(true);
  expect(new Set(Array.from({ length: 10_000 }, () => orderedId(1))).size).toBe(10_000);
});
