import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { launch, stop, type Place } from './server-process.ts';

/** Pause before another try when the server cannot be started again (a full disk, for instance). */
const RETRY_MS = 2_000;

/** Keeps one server running: if it ends by itself it is started again, at the cost of a moment. */
export class Supervisor {
  readonly #place: Place;
  readonly #connection: pg.ClientConfig;
  #server: ChildProcess | undefined;
  #stopping = false;
  #restart: Promise<void> | undefined;

  constructor(place: Place, connection: pg.ClientConfig) {
    this.#place = place;
    this.#connection = connection;
  }

  /** Starts the server and resolves when it takes connections. */
  async start(): Promise<void> {
    await this.#launch();
    process.once('exit', this.#leave);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    process.off('exit', this.#leave);
    await this.#restart;
    if (this.#server) await stop(this.#place, this.#server);
  }

  async #launch(): Promise<void> {
    const server = await launch(this.#place, this.#connection);
    this.#server = server;
    server.once('exit', () => {
      if (!this.#stopping) this.#restart = this.#revive();
    });
  }

  async #revive(): Promise<void> {
    while (!this.#stopping) {
      try {
        return await this.#launch();
      } catch {
        // Each request meanwhile says that the database can't be reached.
        await sleep(RETRY_MS);
      }
    }
  }

  /** Calx ends without having closed the store: the server is at least asked to stop in order. */
  readonly #leave = (): void => {
    this.#server?.kill('SIGINT');
  };
}
