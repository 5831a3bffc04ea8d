import type { CaseFacts, Release } from '@calx/knowledge';
import type { RegistryCase } from '../cohort/registry-case.ts';
import { isSameCase } from './same-case.ts';

const placed = new WeakMap<Release, ReadonlyMap<string, readonly CaseFacts[]>>();
const placeOf = (diagnosis: string, { age, sex }: CaseFacts) =>
  JSON.stringify([diagnosis, age ?? null, sex ?? null]);

/** Whether the published cases of the release, which count as literature, have this one already. */
export function isPublished(entry: RegistryCase, release: Release): boolean {
  let known = placed.get(release);
  if (!known) placed.set(release, (known = byPlace(release)));
  const near = known.get(placeOf(entry.diagnosis ?? '', entry.facts)) ?? [];
  return near.some((published) => isSameCase(entry, published, release));
}

function byPlace({ cases }: Release): Map<string, CaseFacts[]> {
  const places = new Map<string, CaseFacts[]>();
  for (const one of cases) {
    const place = placeOf(one.diagnosis ?? '', one);
    places.set(place, [...(places.get(place) ?? []), one]);
  }
  return places;
}
