import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTranslator, loadRelease, translateError } from '@calx/knowledge';
import { expect, it } from 'vitest';
import { explainSystem, ServerError } from './errors.ts';

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'));
const textOf = (lang: 'en' | 'zh') =>
  (loadRelease().text[lang]['server']?.['error'] ?? {}) as Record<string, string>;
const parametersOf = (text: string | undefined) =>
  [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

it('has one sentence in both languages for every code, with the same parameters', () => {
  const used = sources.flatMap((text) =>
    [...text.matchAll(/ServerError\(\s*'([a-z-]+)'/g)].map(([, code]) => code ?? ''),
  );
  expect(used.length).toBeGreaterThan(20);
  const [en, zh] = [textOf('en'), textOf('zh')];
  expect(Object.keys(zh)).toEqual(Object.keys(en));
  for (const code of used) expect(en).toHaveProperty([code]);
  for (const code of Object.keys(en))
    expect([code, parametersOf(zh[code])]).toEqual([code, parametersOf(en[code])]);
});

it('has no sentence that nothing says', () => {
  const all = sources.join('\n');
  for (const code of Object.keys(textOf('en'))) expect(all).toContain(`'${code}'`);
});

it('speaks the language of whoever reads', () => {
  const error = new ServerError('port-in-use', { port: 8080 });
  expect(error.message).toBe('Port 8080 is taken by another program; choose another with --port.');
  expect(translateError(createTranslator('zh'), 'server', error)).toBe(
    '端口 8080 已被其他程序占用；请用 --port 另选。',
  );
});

it.each([
  [{ code: 'ENOSPC' }, 'disk-full'],
  [{ code: '53100' }, 'disk-full'],
  [{ code: '57P03' }, 'store-away'],
  [{ code: '22P05' }, 'text-nul'],
  [{ code: 'ENOENT', syscall: 'connect' }, 'store-away'],
])('knows what the system means by %j', (system, code) => {
  expect(explainSystem(Object.assign(new Error('told by the system'), system))).toMatchObject({ code });
});

it('takes no other missing file for an absent store', () => {
  const error = Object.assign(new Error('gone'), { code: 'ENOENT', syscall: 'open' });
  expect(explainSystem(error)).toBe(error);
});
