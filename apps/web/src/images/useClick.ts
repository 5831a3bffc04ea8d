import { useRef, type PointerEvent } from 'react';

/** Further than this the pointer has dragged, CSS pixels. */
const STILL = 4;

/**
 * A press and release of the left button at one place, however long it took: the viewer's own click is one of time,
 * so that a slow click is none and a quick drag is one.
 */
export function useClick(onClick: (place: readonly [number, number]) => void) {
  const pressed = useRef<readonly [number, number] | null>(null);
  return {
    onPointerDownCapture: ({ button, clientX, clientY }: PointerEvent): void => {
      pressed.current = button === 0 ? [clientX, clientY] : null;
    },
    onPointerUpCapture: ({ button, clientX, clientY, currentTarget }: PointerEvent): void => {
      const from = pressed.current;
      pressed.current = null;
      if (button !== 0 || !from || Math.hypot(clientX - from[0], clientY - from[1]) > STILL) return;
      const { left, top } = currentTarget.getBoundingClientRect();
      onClick([clientX - left, clientY - top]);
    },
  };
}
