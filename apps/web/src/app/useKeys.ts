import { useHotkeys } from '@mantine/hooks';
import { keysOf, type KeyIdOn } from './keys.ts';

/** What the keys of the window do here; an action with several keys is told which one it was. */
export function useKeys(actions: Partial<Record<KeyIdOn<'window'>, (index: number) => void>>): void {
  useHotkeys(
    (Object.keys(actions) as KeyIdOn<'window'>[]).flatMap((id) =>
      keysOf(id).map((key, index): [string, () => void] => [key, () => actions[id]?.(index)]),
    ),
  );
}
