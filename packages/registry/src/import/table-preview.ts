import type { Mapping } from './mapping.ts';

/**
 * What is in a table and how it would be read. `Problem` is a row or cell that can't be taken, as the registry or, with
 * its sentence, as the HTTP interface tells it.
 */
export interface TablePreview<Problem> {
  readonly format: 'csv' | 'xlsx' | 'redcap';
  readonly rows: number;
  readonly columns: readonly {
    readonly name: string;
    readonly label: string | null;
    /** The first different cells. */
    readonly samples: readonly string[];
    readonly filled: number;
  }[];
  readonly mapping: Mapping;
  /** The mapping was used for a table with these columns before. */
  readonly remembered: boolean;
  readonly problems: readonly Problem[];
}
