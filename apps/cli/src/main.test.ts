import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { calx } from './calx.fixture.ts';

const seed = new URL('../../../samples/series/li2015.yaml', import.meta.url).pathname;

describe('the command line', () => {
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

  it('takes a file without text for no answer', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'calx-empty-'));
    const blank = join(folder, 'blank');
    await writeFile(blank, '\uFEFF \n');
    for (const command of ['intake', 'diagnose', 'evaluate']) {
      const { status, out, err } = await calx(command, blank, '--json', '--lang', 'en');
      expect({ status, out }).toEqual({ status: 3, out: '' });
      expect(err).toBe(`${blank} holds no text: name a file that does, or type the text.\n`);
    }
    await rm(folder, { recursive: true });
  });

  it('takes no word of the command line for a fault of its own', async () => {
    const port = await calx('serve', '--port', '65536', '--lang', 'en');
    expect(port.status).toBe(2);
    expect(port.err).toContain('from 0 to 65535');
    expect((await calx('knowledge', 'show', '__proto__')).status).toBe(3);
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
