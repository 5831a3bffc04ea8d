import { useCallback, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { ApiError, importFiles, type Upload } from '../api/client.ts';
import type { ImportResult } from '../api/types.ts';
import { chosenFiles, type PathFile } from './droppedFiles.ts';

export type ImportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly files: number; readonly share: number }
  | { readonly kind: 'done'; readonly result: ImportResult }
  | { readonly kind: 'failed'; readonly error: unknown };

const BUSY = 'sending';

/** Sends files to the server, with progress and cancel; one clean new case is opened at once. */
export function useImport() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const upload = useRef<Upload | null>(null);
  const [state, setState] = useState<ImportState>({ kind: 'idle' });

  const start = useCallback(
    (files: readonly PathFile[]) => {
      if (upload.current) return;
      setState({ kind: BUSY, files: files.length, share: 0 });
      const current = importFiles(files, (share) => setState({ kind: BUSY, files: files.length, share }));
      upload.current = current;
      current.done
        .then(async (result) => {
          await client.invalidateQueries({ queryKey: ['cases'] });
          const [only, more] = result.caseIds;
          if (only && !more && result.refused.length === 0) void navigate(`/cases/${only}`);
          else setState({ kind: 'done', result });
        })
        .catch((error: unknown) => {
          const cancelled = error instanceof ApiError && error.code === 'cancelled';
          setState(cancelled ? { kind: 'idle' } : { kind: 'failed', error });
        })
        .finally(() => {
          upload.current = null;
        });
    },
    [client, navigate],
  );

  const choose = useCallback(
    (what: 'folder' | 'files') => {
      const input = document.createElement('input');
      input.type = 'file';
      input.multiple = true;
      input.webkitdirectory = what === 'folder';
      input.onchange = () => {
        if (input.files && input.files.length > 0) start(chosenFiles(input.files));
      };
      input.click();
    },
    [start],
  );

  return {
    state,
    start,
    choose,
    cancel: useCallback(() => upload.current?.cancel(), []),
    clear: useCallback(() => setState({ kind: 'idle' }), []),
  };
}
