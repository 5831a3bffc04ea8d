import { Button, CopyButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Lang } from '@calx/knowledge';
import type { Paper } from '../api/cohorts.ts';
import { DataTable } from '../parts/DataTable.tsx';
import { Checklist } from '../parts/Checklist.tsx';
import classes from '../Registry.module.css';
import { FlowDiagram } from './FlowDiagram.tsx';

interface Props {
  readonly paper: Paper;
  readonly lang: Lang;
}

/** What a journal takes of a cohort, and what the paper still lacks. */
export function PaperView({ paper, lang }: Props) {
  const { t } = useTranslation('registry-pages');
  return (
    <div className={classes.columns} data-paper={lang}>
      <div className={classes.stack} lang={lang === 'zh' ? 'zh-CN' : 'en'}>
        {paper.tables.map(({ id, title, columns, rows, notes }) => (
          <section key={id} className={classes.panel} aria-label={title} data-table={id}>
            <DataTable
              caption={title}
              columns={columns}
              rows={rows.map((cells, index) => ({ key: String(index), cells }))}
              notes={notes}
            />
          </section>
        ))}
        {paper.figures.map(({ id, title, svg }) => (
          <figure key={id} className={classes.figure} data-figure={id}>
            <figcaption>
              {title}{' '}
              <a href={svgUrl(svg)} download={`${id}.svg`}>
                SVG
              </a>
            </figcaption>
            <img src={svgUrl(svg)} alt={title} width={widthOf(svg)} />
          </figure>
        ))}
      </div>
      <div className={classes.stack}>
        <section className={classes.panel} aria-label={t('flow.title')}>
          <h2>{t('flow.title')}</h2>
          <FlowDiagram flow={paper.flow} />
        </section>
        <section className={classes.panel} aria-label={t('paper.methods')} data-methods>
          <h2>{t('paper.methods')}</h2>
          <p lang={lang === 'zh' ? 'zh-CN' : 'en'} className={classes.text}>
            {paper.methods}
          </p>
          <CopyButton value={paper.methods}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="default" onClick={copy}>
                {t(copied ? 'web:report.copied' : 'web:report.copy')}
              </Button>
            )}
          </CopyButton>
        </section>
        <section className={classes.panel} aria-label={t('paper.checklist')} data-checklist>
          <h2>{t('paper.checklist')}</h2>
          <p className={classes.dim}>{t('paper.checklistText')}</p>
          <Checklist items={paper.checklist} lang={lang} />
        </section>
      </div>
    </div>
  );
}

/** A drawing as an image: its text can run nothing in the page. */
const svgUrl = (svg: string): string => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;

/** A drawing's own width: its units are pixels. */
const widthOf = (svg: string): string | undefined => /viewBox="0 0 (\d+)/.exec(svg)?.[1];
