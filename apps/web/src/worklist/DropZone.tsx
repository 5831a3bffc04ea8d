import { useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { droppedFiles, type PathFile } from './droppedFiles.ts';
import classes from './Worklist.module.css';

interface Props {
  readonly onFiles: (files: readonly PathFile[]) => void;
  readonly children: ReactNode;
}

/** Takes files, folders and ZIPs dropped anywhere on its children. */
export function DropZone({ onFiles, children }: Props) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void droppedFiles(event.dataTransfer.items).then((files) => {
      if (files.length > 0) onFiles(files);
    });
  };
  return (
    <div
      className={classes.zone}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={onDrop}
    >
      {children}
      {over && <div className={classes.over}>{t('worklist.drop')}</div>}
    </div>
  );
}
