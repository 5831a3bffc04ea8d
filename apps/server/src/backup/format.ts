import { z } from 'zod';

/**
 * An export is one ZIP: `manifest.json`, `tables/<name>.jsonl` with one row a line as PostgreSQL writes it in
 * JSON, and `archive/<study>/<series>/<instance>.dcm` (docs/export-format.md).
 */
export const FORMAT = 'calx-export';
export const FORMAT_VERSION = 1;
export const MANIFEST = 'manifest.json';

/** Every table of the store, each after those that it refers to. */
export const TABLES = [
  { name: 'patients', order: 'id' },
  { name: 'cases', order: 'id' },
  { name: 'case_versions', order: 'case_id, version' },
  { name: 'studies', order: 'uid' },
  { name: 'series', order: 'uid' },
  { name: 'instances', order: 'sop' },
  { name: 'case_studies', order: 'case_id, study_uid' },
  { name: 'photographs', order: 'id' },
  { name: 'registry_records', order: 'id' },
  { name: 'registry_record_versions', order: 'record_id, version' },
] as const;

/** Tables whose rows name a file of the archive (`file`, `bytes`, `sha256`). */
export const FILE_TABLES = ['instances', 'photographs'] as const;

export const tablePath = (name: string): string => `tables/${name}.jsonl`;
export const imagePath = (file: string): string => `archive/${file}`;

const count = z.number().int().min(0);

export const manifest = z.object({
  format: z.literal(FORMAT),
  formatVersion: count,
  /** Version of the Calx that wrote it. */
  calx: z.string(),
  madeAt: z.iso.datetime(),
  /** The steps of the schema that the rows belong to. */
  migrations: z.array(z.string()),
  tables: z.record(z.string(), z.object({ rows: count, sha256: z.string() })),
  images: z.object({ files: count, bytes: count }),
});
export type Manifest = z.infer<typeof manifest>;
