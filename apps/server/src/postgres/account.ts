import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { ServerError } from '../errors.ts';

const run = promisify(execFile);

/** The account that PostgreSQL runs as; undefined means that of Calx itself. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Accounts tried in turn for root; `nobody` is the last resort of a system that allows no new account. */
const KNOWN = ['calx', 'postgres'];

/**
 * PostgreSQL refuses to run as root, which therefore needs an account without rights: the owner of the
 * existing `cluster`, else a known one, else a new one. Undefined for ordinary users.
 */
export async function accountFor(cluster: string | undefined): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  if (cluster !== undefined) {
    const { uid, gid } = await stat(cluster);
    if (uid !== 0) return { uid, gid };
  }
  for (const name of KNOWN) {
    const account = await lookUp(name);
    if (account) return account;
  }
  // Where no account can be made (another system, a read-only one), the next may still be there.
  await run('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'calx']).catch(
    () => undefined,
  );
  const account = (await lookUp('calx')) ?? (await lookUp('nobody'));
  if (account) return account;
  throw new ServerError('postgres-root');
}

/** Fails unless `account` can pass through every folder above `path`. */
export async function checkReachable(path: string, account: Account | undefined): Promise<void> {
  if (!account) return;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) {
      throw new ServerError('data-unreachable', { folder });
    }
    if (dirname(folder) === folder) return;
  }
}

async function lookUp(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, name])).stdout)),
    );
    return uid !== undefined && gid !== undefined && uid > 0 ? { uid, gid } : undefined;
  } catch {
    return undefined;
  }
}
