import { useEffect, useId, useRef, useState } from 'react';
import vtkCellArray from '@kitware/vtk.js/Common/Core/CellArray.js';
import vtkPolyData from '@kitware/vtk.js/Common/DataModel/PolyData.js';
import vtkActor from '@kitware/vtk.js/Rendering/Core/Actor.js';
import vtkMapper from '@kitware/vtk.js/Rendering/Core/Mapper.js';
import { Enums, type Types } from '@cornerstonejs/core';
import {
  addTool,
  Enums as ToolEnums,
  ToolGroupManager,
  TrackballRotateTool,
  ZoomTool,
} from '@cornerstonejs/tools';
import { useTranslation } from 'react-i18next';
import type { Vec3 } from '@calx/dicom';
import type { CaseSeries, LesionRecord } from '../api/types.ts';
import { renderingEngine } from '../images/cornerstone.ts';
import type { WorkState } from '../work/job.ts';
import { loadSurfaces } from '../work/reading.ts';
import type { Surface } from '../work/surfaces.ts';
import { ViewStage } from '../images/ViewStage.tsx';
import imageClasses from '../images/Images.module.css';
import { number } from './format.ts';
import type { ShownMeasurement } from './types.ts';
import { useWorkText } from './useWorkText.ts';
import classes from './Lesion.module.css';

interface Props {
  readonly series: CaseSeries;
  readonly lesion: LesionRecord;
}

/** Red, green and blue, 0 to 1. */
const COLOURS: Readonly<Record<Surface['name'], Types.Point3>> = {
  mineral: [0.96, 0.72, 0.24],
  bone: [0.8, 0.83, 0.86],
  nearest: [0.42, 0.77, 0.88],
};
const GROUP = 'calx-space';
const { MouseBindings } = ToolEnums;
/** A way that runs less sideways than this is seen from anywhere, mm. */
const LEVEL_MM = 1;

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

/** A triangle soup as the viewer draws it: cells are 3, a, b, c, 3, … */
function actorOf({ name, positions }: Surface): vtkActor {
  const cells = new Uint32Array((positions.length / 9) * 4);
  for (let triangle = 0; triangle < cells.length / 4; triangle++)
    cells.set([3, 3 * triangle, 3 * triangle + 1, 3 * triangle + 2], 4 * triangle);
  const data = vtkPolyData.newInstance();
  data.getPoints().setData(positions, 3);
  data.setPolys(vtkCellArray.newInstance({ values: cells }));
  const mapper = vtkMapper.newInstance();
  mapper.setInputData(data);
  const actor = vtkActor.newInstance();
  actor.setMapper(mapper);
  actor.getProperty().setColor(...COLOURS[name]);
  // A thin bar in shadow would not be seen.
  if (name === 'nearest') actor.getProperty().setLighting(false);
  return actor;
}

/** Head up, from the side that shows the way between mineral and bone at its full length; without one from the front. */
function sideOf(nearest: readonly [Vec3, Vec3] | null | undefined): Types.Point3 {
  const [x, y] = nearest ? [nearest[1][0] - nearest[0][0], nearest[1][1] - nearest[0][1]] : [0, 0];
  const length = Math.hypot(x, y);
  if (length < LEVEL_MM) return [0, -1, 0];
  // Across the way, on its front side.
  const front = x > 0 ? -1 : 1;
  return [(-front * y) / length, (front * x) / length, 0];
}

/** Bone, mineral and the shortest way between them, to turn in space. */
export default function SurfaceView({ series, lesion }: Props) {
  const { t } = useTranslation();
  const id = `space-${useId()}`;
  const element = useRef<HTMLDivElement>(null);
  const workText = useWorkText();
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  const [work, setWork] = useState<WorkState | null>(null);
  const [bone, setBone] = useState(true);
  const request = JSON.stringify(lesion.request);
  const measured = (lesion.measurement as Partial<ShownMeasurement> | null)?.bone;
  const nearest = useRef(measured?.nearest);
  useEffect(() => {
    nearest.current = measured?.nearest;
  });

  useEffect(() => {
    const host = element.current;
    if (!host) return;
    const engine = renderingEngine();
    engine.enableElement({ viewportId: id, type: Enums.ViewportType.VOLUME_3D, element: host });
    spaceTools()?.addViewport(id, engine.id);
    const aborter = new AbortController();
    const { signal } = aborter;
    setState('loading');
    loadSurfaces(series, JSON.parse(request) as LesionRecord['request'], { signal, onProgress: setWork })
      .then((surfaces) => {
        if (signal.aborted) return;
        const shown = surfaces.filter(({ name }) => bone || name !== 'bone');
        const viewport = engine.getViewport(id) as Types.IVolumeViewport;
        viewport.addActors(
          shown.map((surface) => ({ uid: `${id}-${surface.name}`, actor: actorOf(surface) })),
        );
        viewport.setCamera({ viewPlaneNormal: [...sideOf(nearest.current)], viewUp: [0, 0, 1] });
        viewport.resetCamera();
        viewport.render();
        setState('ready');
      })
      .catch(() => {
        if (!signal.aborted) setState('failed');
      });
    const resize = new ResizeObserver(() => engine.resize(true, true));
    resize.observe(host);
    return () => {
      aborter.abort();
      resize.disconnect();
      spaceTools()?.removeViewports(engine.id, id);
      engine.disableElement(id);
    };
  }, [id, series, request, bone]);

  return (
    <figure className={imageClasses.view} data-space data-ready={state === 'ready'}>
      <ViewStage host={element} label={t('lesion.space')} />
      <figcaption className={imageClasses.caption}>
        {t(`lesion.spaceState.${state}`)}
        {state === 'loading' && work && <span className={imageClasses.slice}>{workText(work)}</span>}
        {state === 'ready' && measured && measured.distance !== null && (
          <span className={imageClasses.slice}>
            {t('lesion.part.bone')}{' '}
            {measured.touches ? t('lesion.touches') : `${number(measured.distance)} mm`}
          </span>
        )}
      </figcaption>
      <button type="button" className={classes.boneToggle} aria-pressed={bone} onClick={() => setBone(!bone)}>
        {t('lesion.showBone')}
      </button>
    </figure>
  );
}
