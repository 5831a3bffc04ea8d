import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../app/IconButton.tsx';
import { fetchPhotographs, photographUrl, type Photograph } from '../registry/api/photographs.ts';
import { Arrows } from '../registry/photographs/Arrows.tsx';
import classes from './Photographs.module.css';

/** Photographs of the specimen and the slides; key images are pictures of the images themselves and are left out. */
export function usePhotographs(caseId: string): readonly Photograph[] {
  const { data = [] } = useQuery({
    queryKey: ['registry', 'photographs', caseId],
    queryFn: () => fetchPhotographs(caseId),
  });
  return data.filter(({ kind }) => kind !== 'key-image');
}

const useName = (): ((photograph: Photograph) => string) => {
  const { t } = useTranslation('registry-pages');
  return ({ caption, kind }) => caption || t(`photographs.kinds.${kind}`);
};

interface ListProps {
  readonly photographs: readonly Photograph[];
  readonly chosen: string | null;
  readonly onChoose: (id: string | null) => void;
}

/** Below the series: a click lays a photograph beside the images, another takes it away. */
export function PhotographList({ photographs, chosen, onChoose }: ListProps) {
  const { t } = useTranslation('registry-pages');
  const name = useName();
  if (photographs.length === 0) return null;
  return (
    <nav className={classes.list} aria-label={t('photographs.title')}>
      {photographs.map((photograph) => (
        <UnstyledButton
          key={photograph.id}
          className={classes.item ?? ''}
          aria-pressed={photograph.id === chosen}
          data-photograph={photograph.id}
          onClick={() => onChoose(photograph.id === chosen ? null : photograph.id)}
        >
          <img src={photographUrl(photograph)} alt="" loading="lazy" />
          <span>{name(photograph)}</span>
        </UnstyledButton>
      ))}
    </nav>
  );
}

/** A photograph beside the images, with its arrows and caption. */
export function PhotographBeside({
  photograph,
  onClose,
}: {
  readonly photograph: Photograph;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const name = useName();
  const { width, height, marks } = photograph;
  return (
    <figure className={classes.beside} data-beside={photograph.id}>
      <div className={classes.picture}>
        <img src={photographUrl(photograph)} alt={name(photograph)} width={width} height={height} />
        <Arrows width={width} height={height} marks={marks} />
      </div>
      <figcaption>
        {name(photograph)}
        <IconButton label={t('close')} size="sm" onClick={onClose}>
          ✕
        </IconButton>
      </figcaption>
    </figure>
  );
}
