import { useCallback, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { ApiError, importFiles, type Upload } from '../api/client.ts';
import type { ImportResult } from '../api/types.ts';
import { makePhantomFiles } from '../work/phantom.ts';
import { chosenFiles, type Dropped } from './droppedFiles.ts';

export type ImportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'making' }
  | { readonly kind: 'sending'; readonly files: number; readonly share: number }
  | { readonly kind: 'done'; readonly result: ImportResult }
  | { readonly kind: 'failed'; readonly error: unknown };

const BUSY = 'sending';
const IDLE = { kind: 'idle' } as const;

/** Sends files to the server, with progress and cancel; one clean new case is opened at once. */
export function useImport() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const upload = useRef<Pick<Upload, 'cancel'> | null>(null);
  const [state, setState] = useState<ImportState>(IDLE);

  const start = useCallback(
    ({ files, refused }: Dropped) => {
      if (upload.current) return;
      const [unread] = refused;
      if (files.length === 0) return setState(unread ? { kind: 'failed', error: unread } : IDLE);
      setState({ kind: BUSY, files: files.length, share: 0 });
      const current = importFiles(files, (share) => setState({ kind: BUSY, files: files.length, share }));
      upload.current = current;
      current.done
        .then(async (stored) => {
          const result = { ...stored, refused: [...refused, ...stored.refused] };
          await client.invalidateQueries({ queryKey: ['cases'] });
          const [only, more] = result.caseIds;
          if (only && !more && result.refused.length === 0) void navigate(`/cases/${only}`);
          else setState({ kind: 'done', result });
        })
        .catch((error: unknown) => {
          const cancelled = error instanceof ApiError && error.code === 'cancelled';
          setState(cancelled ? IDLE : { kind: 'failed', error });
        })
        .finally(() => {
          upload.current = null;
        });
    },
    [client, navigate],
  );

  /** Makes a phantom in the page and adds it as any other study. */
  const startPhantom = useCallback(
    (name: string) => {
      if (upload.current) return;
      setState({ kind: 'making' });
      const making = makePhantomFiles(name);
      const cancel = (): void => {
        making.cancel();
        upload.current = null;
        setState(IDLE);
      };
      upload.current = { cancel };
      making.done
        .then((files) => {
          upload.current = null;
          start({ files, refused: [] });
        })
        .catch((error: unknown) => {
          upload.current = null;
          setState({ kind: 'failed', error });
        });
    },
    [start],
  );

  const choose = useCallback(
    (what: 'folder' | 'files') => {
      const input = document.createElement('input');
      input.type = 'file';
      input.multiple = true;
      input.webkitdirectory = what === 'folder';
      input.onchange = () => {
        if (input.files && input.files.length > 0) start({ files: chosenFiles(input.files), refused: [] });
      };
      input.click();
    },
    [start],
  );

  return {
    state,
    start,
    startPhantom,
    choose,
    cancel: useCallback(() => upload.current?.cancel(), []),
    clear: useCallback(() => setState(IDLE), []),
    fail: useCallback((error: unknown) => setState({ kind: 'failed', error }), []),
  };
}
