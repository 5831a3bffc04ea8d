import type { AnsweredCohort } from '../cohort/freeze.ts';
import { jbiChecklist, type JbiItem } from '../completeness/index.ts';
import { bodyMap } from './body-map.ts';
import { comparisonTable } from './compare.ts';
import { diagnosticTable } from './diagnostic-table.ts';
import { agePyramid, findingMatrix } from './figures.ts';
import { readQuestion, splitGroups } from './groups.ts';
import { methodsParagraph } from './methods.ts';
import { seriesTables } from './series-tables.ts';
import type { Table } from './table.ts';
import type { TableContext } from './words.ts';

/** A drawing of the paper. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  readonly svg: string;
}

/** What a journal takes of a cohort, in one language. */
export interface Paper {
  readonly lang: TableContext['lang'];
  readonly title: string;
  readonly tables: readonly Table[];
  readonly methods: string;
  readonly figures: readonly Figure[];
  /** What the paper still lacks of the checklist for case series. */
  readonly checklist: readonly JbiItem[];
}

export interface PaperOptions {
  /** Two groups to compare: `sex:F,M`. */
  readonly compare?: string | undefined;
  /** A finding as a test (`pattern:multinodular_cobblestone`) for the diagnosis `truth`. */
  readonly test?: string | undefined;
  readonly truth?: string | undefined;
  /** The authors' own texts for the checklist. */
  readonly sections?: Readonly<Record<string, string>>;
  /** Further figures, for instance the montage of key images. */
  readonly figures?: readonly Figure[];
}

/** Patients beyond which a matrix of all of them can't be read. */
const MOST_COLUMNS = 200;

/**
 * Tables, figures, methods and checklist of a cohort.
 * @throws RegistryError `badQuestion` for a comparison or a test that names nothing known.
 */
export function writePaper(cohort: AnsweredCohort, context: TableContext, options: PaperOptions = {}): Paper {
  const { compare, test, truth, sections = {}, figures = [] } = options;
  const { cases } = cohort;
  const tables = seriesTables(cases, context);
  if (compare) {
    tables.push(comparisonTable(splitGroups(cases, readQuestion(compare, 2, context), context), context));
  }
  if (test) {
    const [diagnosis = ''] = readQuestion(`diagnosis:${truth ?? ''}`, 1, context).values;
    tables.push(diagnosticTable(cases, readQuestion(test, 1, context), diagnosis, context));
  }
  const drawing = (id: string, svg: string): Figure => ({
    id,
    title: context.t(`registry:figure.${id}`),
    svg,
  });
  return {
    lang: context.lang,
    title: cohort.name,
    tables,
    methods: methodsParagraph(cohort, context, Boolean(compare)),
    figures: [
      drawing('bodyMap', bodyMap(cases, context)),
      drawing('agePyramid', agePyramid(cases, context)),
      ...(cases.length <= MOST_COLUMNS ? [drawing('findingMatrix', findingMatrix(cases, context))] : []),
      ...figures,
    ],
    checklist: jbiChecklist(cohort, sections, context.release),
  };
}
