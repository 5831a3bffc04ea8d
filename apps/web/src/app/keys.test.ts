import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTranslator } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import { BINDINGS, KEY_GROUPS, keyLabel, keyOf, shownKeys, worksWhileTyping } from './keys.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
/** The sources of the page but this table, by path. */
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.') && path !== join('app', 'keys.ts'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
const press = (key: string, held: object = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('the keys of the workbench', () => {
  it('are each on the card in words of both languages', () => {
    for (const lang of ['zh', 'en'] as const) {
      const t = createTranslator(lang);
      const names = [...BINDINGS.map(({ id }) => id), ...KEY_GROUPS.map(({ group }) => `groups.${group}`)];
      const untold = names.filter((id) => t(`web:keys.${id}`) === `keys.${id}`);
      expect(untold, lang).toEqual([]);
    }
  });

  it('never mean two things at one place', () => {
    const taken = BINDINGS.flatMap(({ on, keys }) => keys.map((key) => [on, key] as const));
    const ofWindow = new Set(taken.flatMap(([on, key]) => (on === 'window' ? [key] : [])));
    const names = taken.map(([on, key]) => `${on} ${key}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    // What has the focus hears a key first, and then the window does.
    expect(taken.filter(([on, key]) => on !== 'window' && ofWindow.has(key))).toEqual([]);
  });

  it('are bound nowhere but in the table, and each is bound', () => {
    const beside = sources.filter(
      ({ path, text }) =>
        /event\.key\b|addEventListener\('key|onKeyPress|[gG]etHotkeyHandler|useHotkeys/.test(text) &&
        path !== join('app', 'useKeys.ts'),
    );
    expect(beside.map(({ path }) => path)).toEqual([]);
    const users = sources.filter(({ text }) => /useKeys\(|keyOf\(/.test(text));
    const unbound = BINDINGS.filter(
      ({ id }) =>
        !users.some(({ text }) => new RegExp(`\\b${id}\\b`).test(text)) &&
        // The tools of the images are bound together, by their names.
        !(
          id.endsWith('Tool') && sources.some(({ text }) => new RegExp(`\\b${id.slice(0, -4)}\\b`).test(text))
        ),
    );
    // Each of the three states of a value is one of the keys of one action.
    expect(unbound.map(({ id }) => id).filter((id) => id !== 'value')).toEqual([]);
  });

  it('are told by what is held with them', () => {
    expect(keyOf('finding', press('Y'))).toEqual({ id: 'present', index: 0 });
    expect(keyOf('finding', press('y', { ctrlKey: true }))).toBeUndefined();
    expect(keyOf('view', press('ArrowDown'))).toEqual({ id: 'scroll', index: 1 });
    expect(keyOf('view', press('ArrowDown', { shiftKey: true }))).toEqual({ id: 'pointer', index: 3 });
    expect(keyOf('field', press('Enter', { shiftKey: true }))).toBeUndefined();
  });

  it('leave Enter and Esc to the input method while a word is composed', () => {
    expect(keyOf('field', press('Enter'))?.id).toBe('done');
    expect(keyOf('field', press('Enter', { isComposing: true }))).toBeUndefined();
    expect(keyOf('field', press('Escape', { nativeEvent: { isComposing: true } }))).toBeUndefined();
  });

  it('are found on keyboards that write a sign with Shift or AltGr', () => {
    expect(keyOf('window', press('?', { shiftKey: true }))?.id).toBe('card');
    expect(keyOf('window', press('/', { shiftKey: true }))?.id).toBe('search');
    expect(keyOf('window', press(']', { ctrlKey: true, altKey: true }))).toEqual({
      id: 'brushSize',
      index: 1,
    });
    expect(keyOf('window', press('/', { ctrlKey: true }))).toBeUndefined();
  });

  it('leave the letters to a text field, and print the report from it', () => {
    expect(BINDINGS.filter(({ id }) => worksWhileTyping(id)).map(({ keys }) => keys)).toEqual([['mod+p']]);
  });

  it('are shown as they stand on the keyboard', () => {
    expect(keyLabel('redo')).toBe('Ctrl+Shift+Z');
    expect(shownKeys(['shift+arrowleft', 'shift+arrowup'])).toEqual([['Shift', '←', '↑']]);
    expect(shownKeys(['mod+shift+z', 'mod+y'])).toEqual([
      ['Ctrl', 'Shift', 'Z'],
      ['Ctrl', 'Y'],
    ]);
    expect(shownKeys(['?'])).toEqual([['?']]);
  });
});
