import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseSeries } from '../api/types.ts';
import { FlatView } from './FlatView.tsx';
import { isRadiograph, type OnFilm } from './films.ts';
import { flatImageId } from './flatImages.ts';
import { usePointerTool } from './tools.ts';
import { useViewer } from './viewerStore.ts';
import classes from './Images.module.css';

/** Radiographs seen side by side at most. */
const SIDE_BY_SIDE = 4;

interface Props {
  readonly series: CaseSeries;
  readonly others: readonly CaseSeries[];
  readonly onFilm: OnFilm;
}

interface Tile {
  readonly key: string;
  /** The series of a radiograph, which can be measured. */
  readonly film?: CaseSeries;
  readonly label: string;
  readonly imageIds: readonly string[];
}

/** Frontal and lateral views beside each other; longer runs of images in one view to scroll. */
export default function FlatGrid({ series, others, onFilm }: Props) {
  const { t, i18n } = useTranslation();
  const { invert, resets } = useViewer();
  usePointerTool();
  const tiles = useMemo(() => {
    const name = ({ role, modality }: CaseSeries): string =>
      role && i18n.exists(`dicom:role.${role}`) ? t(`dicom:role.${role}`) : modality;
    const idsOf = (item: CaseSeries): readonly string[] =>
      item.instances.flatMap(({ sop, frames }) =>
        Array.from({ length: Math.max(1, frames) }, (_, frame) => flatImageId(sop, frame)),
      );
    if (!isRadiograph(series)) return [{ key: series.uid, label: name(series), imageIds: idsOf(series) }];
    const all = [series, ...others.filter((item) => item.uid !== series.uid && isRadiograph(item))];
    return all
      .flatMap((item): readonly Tile[] =>
        idsOf(item).map((imageId) => ({
          key: imageId,
          label: name(item),
          imageIds: [imageId],
          film: item,
        })),
      )
      .slice(0, SIDE_BY_SIDE);
  }, [series, others, t, i18n]);
  return (
    <div className={classes.flat} data-tiles={tiles.length}>
      {tiles.map(({ key, label, imageIds, film }) => (
        <FlatView
          key={key}
          imageIds={imageIds}
          label={label}
          invert={invert}
          resets={resets}
          onFilm={film && ((place, at) => onFilm(film, place, at))}
        />
      ))}
    </div>
  );
}
