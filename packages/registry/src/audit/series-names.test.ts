import { readFileSync } from 'node:fs';
import { createTranslator, loadRelease, type Lang } from '@calx/knowledge';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { auditSeries, landmarksOf, readPlainSeries, readSeries, seriesNames, type Series } from './index.ts';

const release = loadRelease();
const sentences = (series: Series, lang: Lang) => {
  const t = createTranslator(lang);
  return auditSeries(series, landmarksOf(release), seriesNames({ release, lang, t }, series.words)).map(
    ({ code, params }) => t(`registry:audit.${code}`, params),
  );
};

it('tells the faults of the seed in names of the vocabulary, never in codes', () => {
  const seed = readSeries(
    parse(readFileSync(new URL('../../../../samples/series/li2015.yaml', import.meta.url), 'utf8')),
  );
  expect(sentences(seed, 'en').join(' ')).not.toMatch(/[a-z]_[a-z]|undefined|\{\{/);
  expect(sentences(seed, 'zh')).toEqual([
    'results 2.1 sites：“部位”各项合计为 14，而不是 15（肩部 1 + 大腿 1 + 髋部及臀部 12 = 14）。',
    'discussion 3.1：“慢性炎症”与 results 2.3 的分母不同（6/8 (results 2.3); 9/15 (discussion 3.1)）；请说明哪些患者未检查。',
    '摘要中写有“CT”的表现，但结果中既无表现也无检查例数。',
    'results 2.2：部位为“肩部”的病灶用“greater trochanter”描述，而该标志位于别处（髋部及臀部）。',
  ]);
});

it('calls what the vocabulary lacks as the paper calls it', () => {
  const { series } = readPlainSeries(
    parse('patients: 20\nresults: { sex: { F: 9, M: 10 }, Milk of calcium bags: 9 (50%) }'),
    release,
  );
  expect(sentences(series, 'en')).toEqual([
    'results › Milk of calcium bags: the percentage of Milk of calcium bags (9 = 50 %) is not of all 20 patients but fits 9/18; say who was examined.',
    'results › sex: the counts of Sex add up to 19, not to 20 (Female 9 + Male 10 = 19).',
  ]);
});
