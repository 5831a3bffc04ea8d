import pg from 'pg';
import { CASE_CHANNEL } from './cases.ts';

type Listener = (version: number) => void;

const RECONNECT_MS = 500;

/**
 * Tells of every stored change of a case, whichever process made it (PostgreSQL LISTEN/NOTIFY on one
 * connection that is opened again when lost).
 */
export class CaseEvents {
  readonly #connection: pg.ClientConfig;
  readonly #listeners = new Map<string, Set<Listener>>();
  #client: pg.Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(connection: pg.ClientConfig) {
    this.#connection = connection;
  }

  async open(): Promise<void> {
    const client = new pg.Client(this.#connection);
    client.on('notification', ({ payload }) => this.#tell(payload ?? ''));
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    this.#client = client;
    await client.connect();
    await client.query(`listen ${CASE_CHANNEL}`);
  }

  /** Calls back on each change of one case; returns how to stop. */
  subscribe(caseId: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(caseId) ?? new Set();
    this.#listeners.set(caseId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(caseId);
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#listeners.clear();
    await this.#client?.end();
  }

  #tell(payload: string): void {
    const [caseId = '', version = ''] = payload.split(':');
    for (const listener of this.#listeners.get(caseId) ?? []) listener(Number(version));
  }

  #lost(client: pg.Client | undefined): void {
    if (this.#closed || this.#client !== client) return;
    this.#client = undefined;
    this.#retry = setTimeout(() => {
      this.open().catch(() => this.#lost(this.#client));
    }, RECONNECT_MS);
  }
}
