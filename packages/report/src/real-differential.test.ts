import { describe, expect, it } from 'vitest';
import { diagnose } from '@calx/diagnosis';
import { findingsOf, type CaseFacts } from '@calx/knowledge';
import { composeReport, renderText } from './index.ts';

const facts: CaseFacts = {
  age: 56,
  sex: 'F',
  findings: {
    site: 'hip_buttock',
    compartment: 'periarticular_bursal',
    pattern: 'multinodular_cobblestone',
    fluid_calcium_level: 'yes',
    bone: 'none',
    t2: 'hypo',
    growth: 'slow',
  },
  labs: [{ name: 'phosphate', value: 1.2, unit: 'mmol/L' }],
};

describe.each(['zh', 'en'] as const)('a report with the engine’s own differential, %s', (lang) => {
  const differential = diagnose(facts);
  const report = composeReport({ facts, findings: findingsOf(facts), differential }, lang);
  const text = renderText(report);

  it('names the leader, the release and a source for every number in brackets', () => {
    const [leader] = differential.differential;
    expect(text).toContain(leader?.name[lang]);
    expect(text).toContain(differential.release.version);
    const cited = new Set([...text.matchAll(/\[(\d+)\]/g)].map(([, n]) => n));
    for (const n of cited) expect(text).toMatch(new RegExp(`^\\[${n}\\] `, 'm'));
  });

  it('leaves no placeholder and no raw id in the text', () => {
    expect(text).not.toMatch(/\{\{|\}\}|undefined|NaN|\[object/);
    expect(text.replaceAll(/^\[\d+\].*$/gm, '')).not.toMatch(/\b[a-z]+_[a-z_]+\b/);
  });
});
