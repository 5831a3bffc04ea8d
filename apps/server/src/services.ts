import type { DataFolder } from './data-folder.ts';
import type { CaseEvents } from './store/case-events.ts';
import type { CaseIndex } from './registry/case-index.ts';
import type { Database } from './store/database.ts';

export interface About {
  readonly version: string;
  readonly release: { readonly version: string; readonly hash: string };
}

/** What the interfaces work on. */
export interface Services {
  readonly database: Database;
  /** The cases as the registry counts them. */
  readonly index: CaseIndex;
  readonly folder: DataFolder;
  readonly events: CaseEvents;
  /** Version of Calx and of what it knows. */
  readonly about: About;
  /** Folder of the bundled samples. */
  readonly samplesRoot: string;
}
