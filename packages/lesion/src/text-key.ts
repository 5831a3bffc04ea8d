/**
 * Where a code of this room has its sentence in the text catalogs: CT codes stand under `lesion:<kind>`, codes with
 * a prefix (`mr.noMuscle`, `radiograph.onMetal`) under `lesion:<prefix>.<kind>`.
 */
export function textKey(kind: 'error' | 'because' | 'rule' | 'joint' | 'zonality', code: string): string {
  const [prefix, name] = code.includes('.') ? code.split('.') : ['', code];
  return prefix ? `lesion:${prefix}.${kind}.${name}` : `lesion:${kind}.${name}`;
}
