import pg from 'pg';
import { errorCode, explainSystem, ServerError } from '../errors.ts';
import { migrate, SCHEMA } from './migrate.ts';

/** Anything that takes a query: the pool, or one connection inside a transaction. */
export type Queryable = Pick<pg.ClientBase, 'query'>;

/** A migrated store, embedded or anywhere. */
export interface Database {
  readonly pool: pg.Pool;
  readonly connection: pg.ClientConfig;
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 10_000;

/** Connects and migrates. Throws `database-unreachable` or an error of the migration. */
export async function openDatabase(connection: pg.ClientConfig): Promise<Database> {
  const config: pg.ClientConfig = {
    ...connection,
    options: `-c search_path=${SCHEMA}`,
    application_name: 'calx',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  };
  const pool = new pg.Pool({ ...config, max: 10 });
  // A connection lost while idle is replaced at the next query.
  pool.on('error', () => undefined);
  try {
    const client = await pool.connect().catch((error: unknown) => {
      throw unreachable(connection, error);
    });
    try {
      await migrate(client);
    } finally {
      client.release();
    }
  } catch (error) {
    await pool.end();
    throw explainSystem(error);
  }
  return { pool, connection: config, close: () => pool.end() };
}

/** Runs `act` in one transaction: all of it is stored, or nothing. */
export async function transaction<T>(pool: pg.Pool, act: (client: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await act(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => (broken = lost));
    throw explainSystem(error);
  } finally {
    client.release(broken);
  }
}

function unreachable(connection: pg.ClientConfig, error: unknown): ServerError {
  const host = connection.connectionString ? hostOf(connection.connectionString) : (connection.host ?? '');
  return new ServerError('database-unreachable', { host, reason: errorCode(error) ?? 'timeout' }, 500);
}

/** Host and port of a URL, without the account and password that it may hold. */
function hostOf(url: string): string {
  try {
    const { host, searchParams } = new URL(url);
    return host || (searchParams.get('host') ?? 'URL');
  } catch {
    return 'URL';
  }
}
