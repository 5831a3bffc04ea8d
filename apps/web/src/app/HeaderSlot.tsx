import { createContext, use, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** The free part of the header line, which the page in view fills. */
export const HeaderSlot = createContext<HTMLElement | null>(null);

/** Renders its children into the header line. */
export function InHeader({ children }: { readonly children: ReactNode }) {
  const slot = use(HeaderSlot);
  return slot ? createPortal(children, slot) : null;
}
