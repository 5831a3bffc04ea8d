import { useCallback, useEffect, useRef } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { ApiError, fetchCase, saveCase, watchCase } from '../api/client.ts';
import { caseKey } from '../api/queries.ts';
import { readerName } from '../registry/me/reader.ts';
import { opened } from './document.ts';
import { dropDraft, keepDraft } from './draft.ts';
import { useCaseStore } from './store.ts';

/** Quiet time after the last change before it is sent. */
const QUIET_MS = 500;
/** Time between attempts while the server cannot be reached. */
const RETRY_MS = 3000;

/** Answers of a server that is away for a moment: nobody there, a store that is starting, a proxy alone. */
const AWAY: readonly number[] = [0, 502, 503, 504];

/** Sends every change of the open case, merges what others changed, and retries until it is stored. */
export function useAutosave(id: string): void {
  const client = useQueryClient();
  const kind = useCaseStore((state) => state.save.kind);
  const document = useCaseStore((state) => (state.reading ? null : state.document));
  const base = useCaseStore((state) => state.base);
  const conflicts = useCaseStore((state) => state.conflicts);
  /** The newest version that the server told of. */
  const told = useRef(0);

  useEffect(() => {
    if (document && base && kind !== 'saved') keepDraft({ base, document, conflicts });
  }, [document, base, conflicts, kind]);

  useEffect(() => {
    if (conflicts.length > 0 || (kind !== 'dirty' && kind !== 'offline')) return;
    const send = (): void => void storeInTurn(id);
    const timer = setTimeout(send, kind === 'offline' ? RETRY_MS : QUIET_MS);
    window.addEventListener('online', send);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', send);
    };
  }, [id, document, conflicts, kind]);

  const catchUp = useCallback(async (): Promise<void> => {
    const busy = (): boolean => useCaseStore.getState().save.kind === 'saving';
    if (busy() || told.current <= (useCaseStore.getState().base?.version ?? Infinity)) return;
    try {
      const theirs = await fetchCase(id);
      // What is being sent meanwhile is answered first; then this is asked again.
      if (busy() || useCaseStore.getState().base?.id !== id) return;
      if (theirs.blinded) client.setQueryData(caseKey(id, readerName()), theirs);
      else useCaseStore.getState().takeTheirs(opened(theirs));
    } catch {
      // The next event, or the stream that is opened again, tells of the same version.
    }
  }, [id, client]);
  useEffect(() => {
    told.current = 0;
    return watchCase(id, (version) => {
      told.current = version;
      void catchUp();
    });
  }, [id, catchUp]);
  useEffect(() => {
    if (kind !== 'saving') void catchUp();
  }, [kind, catchUp]);
}

let turn: Promise<void> = Promise.resolve();

/** One request at a time: a second one sent before the first is answered would name a version already passed. */
function storeInTurn(id: string): Promise<void> {
  turn = turn.then(() => store(id));
  return turn;
}

async function store(id: string): Promise<void> {
  const { document, reading, conflicts, save, saving, stored, takeTheirs, failed } = useCaseStore.getState();
  if (reading || !document || document.id !== id || conflicts.length > 0) return;
  if (save.kind !== 'dirty' && save.kind !== 'offline') return;
  saving();
  try {
    const result = await saveCase(document);
    if (result.kind === 'conflict') {
      failed({ kind: 'dirty' });
      return takeTheirs(opened(result.current));
    }
    stored(document, result.version, new Date().toISOString());
    if (useCaseStore.getState().save.kind === 'saved') dropDraft(id);
  } catch (error) {
    const away = error instanceof ApiError && AWAY.includes(error.status);
    failed(away ? { kind: 'offline' } : { kind: 'failed', error });
  }
}
