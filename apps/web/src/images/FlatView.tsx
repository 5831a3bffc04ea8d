import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { Enums, type Types } from '@cornerstonejs/core';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../i18n/useErrorText.ts';
import { renderingEngine } from './cornerstone.ts';
import { frameOf, registerFlatImages } from './flatImages.ts';
import { addToSliceTools, removeFromSliceTools } from './tools.ts';
import { ViewStage } from './ViewStage.tsx';
import { autoWindow, rangeOf } from './windows.ts';
import classes from './Images.module.css';

interface Props {
  readonly imageIds: readonly string[];
  readonly label: string;
  readonly invert: boolean;
  readonly resets: number;
}

/** One image or a run of images that are no volume; it says what a length on it means. */
export function FlatView({ imageIds, label, invert, resets }: Props) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const id = `flat-${useId()}`;
  const element = useRef<HTMLDivElement>(null);
  const view = useRef<Types.IStackViewport | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);

  useEffect(() => {
    const host = element.current;
    if (!host) return;
    registerFlatImages();
    const engine = renderingEngine();
    engine.enableElement({ viewportId: id, type: Enums.ViewportType.STACK, element: host });
    const viewport = engine.getViewport(id) as Types.IStackViewport;
    view.current = viewport;
    addToSliceTools(id);
    const update = (): void => setShown(viewport.getCurrentImageId());
    host.addEventListener(Enums.Events.STACK_NEW_IMAGE, update);
    let gone = false;
    viewport
      .setStack([...imageIds])
      .then(() => {
        if (gone) return;
        viewport.render();
        update();
      })
      .catch(setError);
    const resize = new ResizeObserver(() => engine.resize(true, true));
    resize.observe(host);
    return () => {
      gone = true;
      resize.disconnect();
      host.removeEventListener(Enums.Events.STACK_NEW_IMAGE, update);
      removeFromSliceTools(id);
      engine.disableElement(id);
      view.current = null;
      setShown(null);
    };
  }, [id, imageIds]);

  const stored = shown ? frameOf(shown) : undefined;
  useEffect(() => {
    if (!stored) return;
    view.current?.setProperties({
      invert: stored.inverted !== invert,
      ...(stored.samplesPerPixel === 1
        ? { voiRange: rangeOf(stored.window ?? autoWindow(stored.data)) }
        : {}),
    });
    view.current?.render();
  }, [stored, invert]);

  useEffect(() => {
    if (resets === 0) return;
    view.current?.resetCamera();
    view.current?.render();
  }, [resets]);

  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    view.current?.scroll(event.key === 'ArrowDown' ? 1 : -1);
  };

  return (
    <figure className={classes.view} data-flat data-ready={stored !== undefined}>
      <ViewStage host={element} label={label} onKeyDown={onKey} />
      <figcaption className={classes.caption}>
        {label}
        {shown && imageIds.length > 1 && (
          <span className={classes.slice}>
            {t('images.slice', { n: imageIds.indexOf(shown) + 1, of: imageIds.length })}
          </span>
        )}
        {stored && (
          <span className={classes.slice}>
            {t('images.lengths', { meaning: t(`dicom:calibration.${stored.calibration.kind}`) })}
          </span>
        )}
        {error !== null && <span role="alert"> {errorText(error)}</span>}
      </figcaption>
    </figure>
  );
}
