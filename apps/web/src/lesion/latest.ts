/** Work that ends early once its signal is aborted. */
type Job = (signal: AbortSignal) => Promise<void>;

/** Runs jobs one after the other; of those that wait under one key only the newest is run. */
export class LatestFirst {
  private readonly waiting = new Map<string, Job>();
  private readonly onBusy: (busy: boolean) => void;
  private running: AbortController | undefined;

  constructor(onBusy: (busy: boolean) => void) {
    this.onBusy = onBusy;
  }

  has(key: string): boolean {
    return this.waiting.has(key);
  }

  push(key: string, job: Job): void {
    this.waiting.set(key, job);
    if (!this.running) void this.run();
  }

  /** Gives up the job that runs and those that wait. */
  stop(): void {
    this.waiting.clear();
    this.running?.abort();
  }

  private async run(): Promise<void> {
    this.onBusy(true);
    for (let next = this.take(); next; next = this.take()) {
      this.running = new AbortController();
      await next(this.running.signal);
    }
    this.running = undefined;
    this.onBusy(false);
  }

  private take(): Job | undefined {
    const [first] = this.waiting;
    if (!first) return undefined;
    this.waiting.delete(first[0]);
    return first[1];
  }
}
