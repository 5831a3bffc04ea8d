/**
 * Every key of the workbench, once: the handlers ask this table (`useKeys`, `keyOf`), the `?` card and the labels of the
 * buttons show it, and a test sees that no two keys collide and nothing is bound beside it.
 */

/**
 * Where a key works. Those of the `window` work wherever no text is typed; the others only in what has the focus: a view of
 * images, a line of the findings, a value of a finding, a text field.
 */
export type KeyScope = 'window' | 'view' | 'finding' | 'value' | 'field';

interface Binding {
  readonly id: string;
  readonly on: KeyScope;
  /** As the browser names them, modifiers first: `mod+shift+z`. Several of them number the action. */
  readonly keys: readonly string[];
  /** Works while text is typed too, where it has no meaning of its own. */
  readonly whileTyping?: true;
}

export const KEY_GROUPS = [
  {
    group: 'images',
    keys: [
      { id: 'lesionTool', on: 'window', keys: ['l'] },
      { id: 'muscleTool', on: 'window', keys: ['m'] },
      { id: 'windowTool', on: 'window', keys: ['w'] },
      { id: 'panTool', on: 'window', keys: ['p'] },
      { id: 'zoomTool', on: 'window', keys: ['z'] },
      { id: 'lengthTool', on: 'window', keys: ['d'] },
      { id: 'angleTool', on: 'window', keys: ['a'] },
      { id: 'brushTool', on: 'window', keys: ['b'] },
      { id: 'eraseTool', on: 'window', keys: ['e'] },
      { id: 'cutTool', on: 'window', keys: ['x'] },
      { id: 'boxTool', on: 'window', keys: ['o'] },
      { id: 'outlineTool', on: 'window', keys: ['f'] },
      { id: 'brushSize', on: 'window', keys: ['[', ']'] },
      {
        id: 'pointer',
        on: 'view',
        keys: ['shift+arrowleft', 'shift+arrowright', 'shift+arrowup', 'shift+arrowdown'],
      },
      { id: 'act', on: 'view', keys: ['enter'] },
      { id: 'giveUp', on: 'view', keys: ['escape'] },
      { id: 'scroll', on: 'view', keys: ['arrowup', 'arrowdown'] },
      { id: 'invert', on: 'window', keys: ['i'] },
      { id: 'presets', on: 'window', keys: ['1', '2', '3', '4'] },
      { id: 'cine', on: 'window', keys: ['c'] },
      { id: 'space', on: 'window', keys: ['s'] },
      { id: 'reset', on: 'window', keys: ['0'] },
      { id: 'keyImage', on: 'window', keys: ['k'] },
    ],
  },
  {
    group: 'case',
    keys: [
      { id: 'search', on: 'window', keys: ['/'] },
      { id: 'walk', on: 'finding', keys: ['arrowup', 'arrowdown'] },
      { id: 'present', on: 'finding', keys: ['y'] },
      { id: 'absent', on: 'finding', keys: ['n'] },
      { id: 'clear', on: 'finding', keys: ['u'] },
      { id: 'accept', on: 'finding', keys: ['enter'] },
      { id: 'refuse', on: 'finding', keys: ['delete'] },
      { id: 'value', on: 'value', keys: ['y', 'n', 'u'] },
      { id: 'whatIf', on: 'window', keys: ['q'] },
      { id: 'undo', on: 'window', keys: ['mod+z'] },
      { id: 'redo', on: 'window', keys: ['mod+shift+z', 'mod+y'] },
    ],
  },
  {
    group: 'report',
    keys: [
      { id: 'report', on: 'window', keys: ['r'] },
      { id: 'secondReading', on: 'window', keys: ['v'] },
      { id: 'copy', on: 'window', keys: ['alt+c'] },
      { id: 'print', on: 'window', keys: ['mod+p'], whileTyping: true },
    ],
  },
  {
    group: 'everywhere',
    keys: [
      { id: 'done', on: 'field', keys: ['enter'] },
      { id: 'leave', on: 'field', keys: ['escape'] },
      { id: 'toList', on: 'field', keys: ['arrowdown'] },
      { id: 'card', on: 'window', keys: ['?'] },
    ],
  },
] as const satisfies readonly { readonly group: string; readonly keys: readonly Binding[] }[];

type Bound = (typeof KEY_GROUPS)[number]['keys'][number];
export type KeyId = Bound['id'];
export type KeyIdOn<Scope extends KeyScope> = Extract<Bound, { readonly on: Scope }>['id'];

export const BINDINGS: readonly (Binding & { readonly id: KeyId })[] = KEY_GROUPS.flatMap(({ keys }) => [
  ...keys,
]);

export const worksWhileTyping = (id: KeyId): boolean =>
  BINDINGS.some((one) => one.id === id && one.whileTyping === true);

export const keysOf = (id: KeyId): readonly string[] => BINDINGS.find((one) => one.id === id)?.keys ?? [];

/** How keys are written on a keyboard; others by their capital letter. */
const CAPS: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  enter: 'Enter',
  escape: 'Esc',
  delete: 'Delete',
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
};

/** The caps of one key: `['Ctrl', 'Shift', 'Z']`. */
const capsOf = (key: string): readonly string[] =>
  key.split('+').map((part) => CAPS[part] ?? part.toUpperCase());

/** The caps of an action's keys for the card; keys that differ in the last cap alone are one line of caps. */
export function shownKeys(keys: readonly string[]): readonly (readonly string[])[] {
  const caps = keys.map(capsOf);
  const held = (one: readonly string[]): string => one.slice(0, -1).join();
  const [first = []] = caps;
  if (!caps.every((one) => held(one) === held(first))) return caps;
  return [[...first.slice(0, -1), ...caps.map((one) => one.at(-1) ?? '')]];
}

/** The first key of an action, for the label of its button: "Ctrl+Z". */
export const keyLabel = (id: KeyId): string => capsOf(keysOf(id)[0] ?? '').join('+');

interface Pressed {
  /** What the browser tells, where the event is one of React's. */
  readonly nativeEvent?: { readonly isComposing?: boolean };
  readonly isComposing?: boolean;
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** A sign that is neither letter nor digit. What is held to write it differs from keyboard to keyboard. */
const SIGN = /^[^\p{L}\p{N}]$/u;

const matches = (key: string, pressed: Pressed): boolean => {
  // AltGr, which many keyboards need for brackets, is told as Ctrl and Alt together.
  if (SIGN.test(key)) return key === pressed.key && !pressed.metaKey && pressed.ctrlKey === pressed.altKey;
  const parts = key.split('+');
  return (
    parts.at(-1) === pressed.key.toLowerCase() &&
    parts.includes('mod') === (pressed.ctrlKey || pressed.metaKey) &&
    parts.includes('alt') === pressed.altKey &&
    parts.includes('shift') === pressed.shiftKey
  );
};

/**
 * What a pressed key means where the focus is, and which of the action's keys it was; undefined where nothing, as while a
 * Chinese word is being composed: that Enter belongs to the input method.
 */
export function keyOf<Scope extends KeyScope>(
  on: Scope,
  pressed: Pressed,
): { readonly id: KeyIdOn<Scope>; readonly index: number } | undefined {
  if (pressed.isComposing || pressed.nativeEvent?.isComposing) return undefined;
  for (const binding of BINDINGS) {
    if (binding.on !== on) continue;
    const index = binding.keys.findIndex((key) => matches(key, pressed));
    if (index >= 0) return { id: binding.id as KeyIdOn<Scope>, index };
  }
  return undefined;
}
