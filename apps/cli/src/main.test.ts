import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { calx } from './calx.fixture.ts';

const seed = new URL('../../../samples/series/li2015.yaml', import.meta.url).pathname;

const folder = mkdtempSync(join(tmpdir(), 'calx-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Files as they come by accident; the last is named to break a line and to clear a terminal. */
const accidents: Readonly<Record<string, string | Uint8Array>> = {
  empty: '',
  'white space.txt': ' \n\t\ufeff\n',
  零字节: new Uint8Array(300),
  'not UTF-8': Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d),
  list: '[]',
  'line\nbreak\u001b[2J': '"',
};

describe('the command line', () => {
  it.each([['intake'], ['diagnose'], ['evaluate'], ['series', 'audit'], ['measure']])(
    'says of what %s can’t read one sentence on one line, and answers nothing',
    async (...command) => {
      for (const [name, content] of Object.entries(accidents)) {
        // These may stand in a report.
        if (command[0] === 'intake' && /^(list|line)/.test(name)) continue;
        writeFileSync(join(folder, name), content);
        for (const lang of ['zh', 'en']) {
          const { status, out, err } = await calx(...command, join(folder, name), '--json', '--lang', lang);
          expect({ name, status, out }).toEqual({ name, status: 3, out: '' });
          expect(err).toMatch(lang === 'zh' ? /^[^\p{Cc}]*[一-龥][^\p{Cc}]*。\n$/u : /^[^\p{Cc}]*\.\n$/u);
        }
      }
    },
  );

  it('exits 2 on a wrong command line', async () => {
    expect((await calx('no-such-command')).status).toBe(2);
    expect((await calx('series', 'audit')).status).toBe(2);
    expect((await calx('doctor', '--lang', 'fr')).status).toBe(2);
  });

  it('says what is wrong with a command line in one sentence of either language', async () => {
    const wrong = [
      ['no-such-command'],
      ['series', 'audit'],
      ['diagnose', 'a', '--no-such-option'],
      ['diagnose', 'a', '--pack'],
      ['diagnose', 'a', 'b'],
      ['doctor', '--lang', 'fr'],
    ];
    for (const args of wrong) {
      const [zh, en] = [await calx('--lang', 'zh', ...args), await calx('--lang', 'en', ...args)];
      expect(en.err).toMatch(/^(There|The) [^\n]*\.\n$/);
      if (!args.includes('fr')) expect(zh.err).toMatch(/[一-龥][^\n]*。\n$/);
      expect([zh.status, en.status, zh.out, en.out]).toEqual([2, 2, '', '']);
    }
  });

  it('takes the language before or behind the command, and shows its help in it', async () => {
    expect((await calx('--lang', 'zh', 'diagnose', '--help')).out).toContain('用法：');
    expect((await calx('cohort', 'table', '--help', '--lang', 'zh')).out).toContain('选项：');
    const missing = await calx('--lang', 'zh', 'series', 'audit', 'missing.yaml');
    expect(missing.err).toBe('没有文件或文件夹 missing.yaml：请检查路径。\n');
  });

  it('exits 3 with one sentence on an input that can’t be used', async () => {
    const { status, out, err } = await calx('series', 'audit', 'missing.yaml', '--lang', 'en');
    expect({ status, out }).toEqual({ status: 3, out: '' });
    expect(err).toBe('There is no file or folder missing.yaml: check the path.\n');
  });

  it('takes no word of the command line for a fault of its own', async () => {
    const port = await calx('serve', '--port', '65536', '--lang', 'en');
    expect(port.status).toBe(2);
    expect(port.err).toContain('from 0 to 65535');
    expect((await calx('knowledge', 'show', '__proto__')).status).toBe(3);
    writeFileSync(join(folder, 'case.json'), '{"findings":{}}');
    const setting = await calx(
      'diagnose',
      join(folder, 'case.json'),
      '--setting',
      'constructor',
      '--lang',
      'en',
    );
    expect(setting.status).toBe(2);
    expect(setting.err).toContain('choose one of clinic');
  });

  it('exits 1 when the answer is no, and prints one JSON document', async () => {
    const { status, out } = await calx('series', 'audit', seed, '--json');
    expect(status).toBe(1);
    const { problems } = JSON.parse(out) as { problems: { where: string; message: string }[] };
    expect(problems).toHaveLength(4);
    expect(problems[0]).toHaveProperty('expected');
  });

  it('speaks Chinese', async () => {
    const { out } = await calx('series', 'audit', seed, '--lang', 'zh');
    expect(out).toContain('合计为 14');
  });
});
