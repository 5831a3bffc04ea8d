/** A copy of a record without some of its keys. */
export function without<Entry>(
  record: Readonly<Record<string, Entry>>,
  ...keys: readonly string[]
): Record<string, Entry> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}
