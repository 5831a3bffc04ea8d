import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { importFiles, type CandidateFile } from './archive/import.ts';
import { errorCode, ServerError } from './errors.ts';
import { exists } from './files.ts';
import type { Services } from './services.ts';
import { parseCaseDocument, type CaseDocument } from './store/case-document.ts';
import { findSampleCase } from './store/cases.ts';

/** A sample is a folder with its DICOM files and `facts.json` in the case format. */
const FACTS = 'facts.json';

/** Names of the bundled samples. */
export async function listSamples(samplesRoot: string): Promise<string[]> {
  // An installation without samples has none.
  const entries = await readdir(samplesRoot, { withFileTypes: true }).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  const names: string[] = [];
  for (const entry of entries)
    if (entry.isDirectory() && (await exists(join(samplesRoot, entry.name, FACTS)))) names.push(entry.name);
  return names.sort();
}

/**
 * The case of a sample, made at the first call.
 * @throws ServerError `sample-unknown`.
 */
export async function openSample(services: Services, sample: string, by: string): Promise<string> {
  const known = await findSampleCase(services.database.pool, sample);
  if (known !== undefined) return known;
  if (!(await listSamples(services.samplesRoot)).includes(sample))
    throw new ServerError('sample-unknown', { sample }, 404);
  const source = join(services.samplesRoot, sample);
  const copy = join(services.folder.incoming, randomUUID());
  try {
    const document = await documentOf(join(source, FACTS), sample);
    const { caseIds } = await importFiles(services, copyImages(source, copy), {
      by,
      sample: { id: sample, document },
    });
    const id = caseIds[0];
    if (id === undefined) throw new ServerError('sample-unknown', { sample }, 404);
    return id;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** The archive takes files away: it is given copies. */
async function* copyImages(source: string, copy: string): AsyncGenerator<CandidateFile> {
  await mkdir(copy, { recursive: true, mode: 0o700 });
  const entries = await readdir(source, { recursive: true });
  for (const [index, name] of entries.filter((entry) => entry.endsWith('.dcm')).entries()) {
    const path = join(copy, String(index));
    await copyFile(join(source, name), path);
    yield { path, name };
  }
}

async function documentOf(facts: string, sample: string): Promise<CaseDocument> {
  const read = JSON.parse(await readFile(facts, 'utf8')) as { findings?: Record<string, unknown> };
  const findings = Object.entries(read.findings ?? {}).map(([variable, value]) => [
    variable,
    { state: 'present', value, how: 'reported', confirmed: true, by: sample },
  ]);
  return parseCaseDocument({ facts: read, findings: Object.fromEntries(findings) });
}
