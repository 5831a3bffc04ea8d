import { useEffect } from 'react';

const isTaken = (event: DragEvent): boolean =>
  event.defaultPrevented || (event.target instanceof Element && event.target.matches('input[type=file]'));

/** A file dropped where nothing takes it would open in place of the page; here nothing happens, and the pointer says so. */
export function useStrayDrops(): void {
  useEffect(() => {
    const refuse = (event: DragEvent): void => {
      if (isTaken(event) || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'none';
    };
    window.addEventListener('dragover', refuse);
    window.addEventListener('drop', refuse);
    return () => {
      window.removeEventListener('dragover', refuse);
      window.removeEventListener('drop', refuse);
    };
  }, []);
}
