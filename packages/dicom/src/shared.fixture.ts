import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The shared reference images, which lie beside the repository or where CALX_SHARED says; they may be absent. */
export const SHARED_DICOM = join(
  process.env['CALX_SHARED'] ?? fileURLToPath(new URL('../../../../shared', import.meta.url)),
  'data/dicom',
);
export const hasShared = existsSync(join(SHARED_DICOM, 'expected.json'));
/** For titles of tests that are skipped without them. */
export const NEEDS_SHARED = '(needs the shared reference images)';
