import { useEffect, useId, useRef, useState } from 'react';
import { Enums, geometryLoader, type Types } from '@cornerstonejs/core';
import {
  addTool,
  Enums as ToolEnums,
  segmentation,
  ToolGroupManager,
  TrackballRotateTool,
  ZoomTool,
} from '@cornerstonejs/tools';
import { useTranslation } from 'react-i18next';
import type { CaseSeries, LesionRecord } from '../api/types.ts';
import { renderingEngine } from '../images/cornerstone.ts';
import { loadSurfaces } from '../work/reading.ts';
import type { Surface } from '../work/surfaces.ts';
import imageClasses from '../images/Images.module.css';
import classes from './Lesion.module.css';

interface Props {
  readonly series: CaseSeries;
  readonly lesion: LesionRecord;
}

const COLOURS: Readonly<Record<Surface['name'], Types.Color>> = {
  mineral: [245, 184, 61, 255],
  bone: [205, 211, 220, 255],
  nearest: [108, 196, 224, 255],
};
const GROUP = 'calx-space';
const { Surface: SURFACE } = ToolEnums.SegmentationRepresentations;
const { MouseBindings } = ToolEnums;

/** The group of tools in space, made at its first use: turn with the left button, zoom with the right one. */
function spaceTools() {
  const existing = ToolGroupManager.getToolGroup(GROUP);
  if (existing) return existing;
  addTool(TrackballRotateTool);
  const group = ToolGroupManager.createToolGroup(GROUP);
  group?.addTool(TrackballRotateTool.toolName);
  group?.addTool(ZoomTool.toolName);
  group?.setToolActive(TrackballRotateTool.toolName, { bindings: [{ mouseButton: MouseBindings.Primary }] });
  group?.setToolActive(ZoomTool.toolName, { bindings: [{ mouseButton: MouseBindings.Secondary }] });
  return group;
}

/** Indices of a triangle soup as the viewer wants them: 3, a, b, c, 3, … */
function polygons(vertices: number): number[] {
  const indices: number[] = [];
  for (let vertex = 0; vertex < vertices; vertex += 3) indices.push(3, vertex, vertex + 1, vertex + 2);
  return indices;
}

/** Bone, mineral and the shortest way between them, to turn in space. */
export default function SurfaceView({ series, lesion }: Props) {
  const { t } = useTranslation();
  const id = `space-${useId()}`;
  const element = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  const [bone, setBone] = useState(true);
  const request = JSON.stringify(lesion.request);

  useEffect(() => {
    const host = element.current;
    if (!host) return;
    const engine = renderingEngine();
    const segmentationId = `${id}-${request}-${bone}`;
    engine.enableElement({ viewportId: id, type: Enums.ViewportType.VOLUME_3D, element: host });
    spaceTools()?.addViewport(id, engine.id);
    let gone = false;
    setState('loading');
    loadSurfaces(series, JSON.parse(request) as LesionRecord['request'])
      .then((surfaces) => {
        if (gone) return;
        const shown = surfaces.filter(({ name }) => bone || name !== 'bone');
        const geometryIds = new Map(
          shown.map(({ name, positions }, index) => {
            const geometryId = `${segmentationId}-${name}`;
            geometryLoader.createAndCacheGeometry(geometryId, {
              type: Enums.GeometryType.SURFACE,
              geometryData: {
                id: geometryId,
                points: [...positions],
                polys: polygons(positions.length / 3),
                frameOfReferenceUID: 'calx-frame',
                color: COLOURS[name].slice(0, 3) as Types.Point3,
                segmentIndex: index + 1,
              },
            });
            return [index + 1, geometryId] as const;
          }),
        );
        segmentation.addSegmentations([
          { segmentationId, representation: { type: SURFACE, data: { geometryIds } } },
        ]);
        segmentation.addSurfaceRepresentationToViewport(id, [{ segmentationId, type: SURFACE }]);
        shown.forEach(({ name }, index) =>
          segmentation.config.color.setSegmentIndexColor(id, segmentationId, index + 1, COLOURS[name]),
        );
        setState('ready');
      })
      .catch(() => setState('failed'));
    const resize = new ResizeObserver(() => engine.resize(true, true));
    resize.observe(host);
    return () => {
      gone = true;
      resize.disconnect();
      segmentation.removeSegmentation(segmentationId);
      spaceTools()?.removeViewports(engine.id, id);
      engine.disableElement(id);
    };
  }, [id, series, request, bone]);

  return (
    <figure className={imageClasses.view} data-space data-ready={state === 'ready'}>
      <div
        ref={element}
        className={imageClasses.canvas}
        tabIndex={0}
        role="application"
        aria-label={t('lesion.space')}
        onContextMenu={(event) => event.preventDefault()}
      />
      <figcaption className={imageClasses.caption}>{t(`lesion.spaceState.${state}`)}</figcaption>
      <button type="button" className={classes.boneToggle} aria-pressed={bone} onClick={() => setBone(!bone)}>
        {t('lesion.showBone')}
      </button>
    </figure>
  );
}
