// Parsing the sample's files beside pydicom; both have the bytes in memory already.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseInstance } from '@calx/dicom';
import { python } from './python.js';
import { repeat } from './statistics.js';

const sample = fileURLToPath(new URL('../samples/sts-045/', import.meta.url));
const RUNS = 5;

/** Yields the rate of parsing. */
export async function* figures() {
  const paths = readdirSync(sample, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.dcm'))
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`)
    .sort();
  const contents = paths.map((path) => readFileSync(path));
  const perSecond = (milliseconds) => milliseconds.map((value) => (1000 * contents.length) / value);
  const own = await repeat(RUNS, () => {
    for (const [n, bytes] of contents.entries()) parseInstance(bytes, `file ${n + 1}`);
  });
  const peer = await python('parse_dicom.py', [RUNS, ...paths]);
  yield {
    what: `parseInstance, ${contents.length} files of the sample`,
    values: perSecond(own.milliseconds),
    unit: 'files/s',
    better: 'more',
    peer: peer.missing
      ? { missing: peer.missing }
      : { name: `${peer.name} ${peer.version}`, values: perSecond(peer.milliseconds) },
    bound: 1,
    note: 'pydicom converts values when asked for them: four of them here; ours also checks frames',
  };
}
