import { useEffect } from 'react';
import { ApiError, fetchCase, saveCase, watchCase } from '../api/client.ts';
import { dropDraft, keepDraft } from './draft.ts';
import { useCaseStore } from './store.ts';

/** Quiet time after the last change before it is sent. */
const QUIET_MS = 500;
/** Time between attempts while the server cannot be reached. */
const RETRY_MS = 3000;

/** Sends every change of the open case, merges what others changed, and retries until it is stored. */
export function useAutosave(id: string): void {
  const kind = useCaseStore((state) => state.save.kind);
  const document = useCaseStore((state) => state.document);
  const base = useCaseStore((state) => state.base);

  useEffect(() => {
    if (document && base && kind !== 'saved') keepDraft({ base, document });
  }, [document, base, kind]);

  useEffect(() => {
    if (kind !== 'dirty' && kind !== 'offline') return;
    const timer = setTimeout(() => void storeInTurn(id), kind === 'offline' ? RETRY_MS : QUIET_MS);
    return () => clearTimeout(timer);
  }, [id, document, kind]);

  useEffect(
    () =>
      watchCase(id, (version) => {
        const { base: known, save } = useCaseStore.getState();
        if (!known || version <= known.version || save.kind === 'saving') return;
        void fetchCase(id)
          .then((theirs) => useCaseStore.getState().takeTheirs(theirs))
          .catch(() => undefined);
      }),
    [id],
  );
}

let turn: Promise<void> = Promise.resolve();

/** One request at a time: a second one sent before the first is answered would name a version already passed. */
function storeInTurn(id: string): Promise<void> {
  turn = turn.then(() => store(id));
  return turn;
}

async function store(id: string): Promise<void> {
  const { document, save, saving, stored, takeTheirs, failed } = useCaseStore.getState();
  if (!document || document.id !== id || (save.kind !== 'dirty' && save.kind !== 'offline')) return;
  saving();
  try {
    const result = await saveCase(document);
    if (result.kind === 'conflict') return takeTheirs(result.current);
    stored(document, result.version, new Date().toISOString());
    if (useCaseStore.getState().save.kind === 'saved') dropDraft(id);
  } catch (error) {
    const offline = error instanceof ApiError && error.status === 0;
    failed(offline ? { kind: 'offline' } : { kind: 'failed', error });
  }
}
