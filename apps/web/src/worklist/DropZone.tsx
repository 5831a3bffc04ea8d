import { useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { droppedFiles, type Dropped } from './droppedFiles.ts';
import classes from './Worklist.module.css';

interface Props {
  readonly onFiles: (dropped: Dropped) => void;
  readonly children: ReactNode;
}

/** What is dragged may be a link or words of a page as well. */
const holdsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files');

/** Takes files, folders and ZIPs dropped anywhere on its children. */
export function DropZone({ onFiles, children }: Props) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent): void => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    setOver(false);
    void droppedFiles(event.dataTransfer.items).then(onFiles);
  };
  return (
    <div
      className={classes.zone}
      data-drop-zone
      onDragOver={(event) => {
        if (!holdsFiles(event)) return;
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
