import { useEffect, useRef } from 'react';
import { keyOf, worksWhileTyping, type KeyIdOn } from './keys.ts';

type Actions = Partial<Record<KeyIdOn<'window'>, (index: number) => void>>;

/** Fields of a form that no letter is typed into: after a click on one of them the keys go on working. */
const WITHOUT_TEXT = 'input:is([type=radio], [type=checkbox], [type=range], [type=button], [type=file])';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || (target.matches('input, textarea, select') && !target.matches(WITHOUT_TEXT)));

/** What the keys of the window do here, wherever no text is typed; an action with several keys is told which one it was. */
export function useKeys(actions: Actions): void {
  const newest = useRef(actions);
  useEffect(() => {
    newest.current = actions;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const pressed = keyOf('window', event);
      const action = pressed && newest.current[pressed.id];
      if (!action || (isTyping(event.target) && !worksWhileTyping(pressed.id))) return;
      event.preventDefault();
      action(pressed.index);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
