/** Catalogs that may hold the sentence of an error code, searched in this order. */
export const ROOM_NAMESPACES = [
  'web',
  'server',
  'dicom',
  'lesion',
  'diagnosis',
  'intake',
  'report',
  'registry',
  'registry-pages',
] as const;
