import type { Types } from '@cornerstonejs/core';
import type { Vec3 } from '@calx/dicom';
import type { SlicePlane } from './crossReference.ts';

/** The slice views that are on the screen, for what must reach all of them. */

interface View {
  readonly volumeId: string;
  readonly viewport: Types.IVolumeViewport;
  /** Views of one link are scrolled together. */
  readonly link: string | undefined;
}

const views = new Map<string, View>();
const listeners = new Set<() => void>();
const movers = new Set<() => void>();
let following = false;

const tell = (): void => listeners.forEach((listener) => listener());

export function registerView(id: string, view: View): void {
  views.set(id, view);
  tell();
}

export function unregisterView(id: string): void {
  views.delete(id);
  tell();
}

/** Ids of the views that show a volume. */
export const viewsOf = (volumeId: string): readonly string[] =>
  [...views].filter(([, view]) => view.volumeId === volumeId).map(([id]) => id);

function listen(to: Set<() => void>, listener: () => void): () => void {
  to.add(listener);
  return () => to.delete(listener);
}

/** Calls back whenever a view comes or goes; returns how to stop. */
export const onViews = (listener: () => void): (() => void) => listen(listeners, listener);

/** Calls back whenever a view shows another slice; returns how to stop. */
export const onMoved = (listener: () => void): (() => void) => listen(movers, listener);

/** Brings every view to the slice through a point (LPS mm). */
export function showPoint(point: Vec3): void {
  for (const { viewport } of views.values()) {
    viewport.jumpToWorld([...point]);
    viewport.render();
  }
}

/** A view shows another slice: those linked with it follow, and lines of reference are drawn anew. */
export function moved(id: string): void {
  const view = views.get(id);
  if (following || !view) return;
  const { focalPoint } = view.viewport.getCamera();
  following = true;
  for (const [other, { link, viewport }] of views) {
    if (other === id || link === undefined || link !== view.link || !focalPoint) continue;
    viewport.jumpToWorld([...focalPoint]);
    viewport.render();
  }
  following = false;
  movers.forEach((mover) => mover());
}

/** The planes of the other views that are not linked with one. */
export function otherPlanes(id: string): readonly SlicePlane[] {
  const own = views.get(id);
  return [...views].flatMap(([other, { link, viewport }]): readonly SlicePlane[] => {
    if (other === id || (link !== undefined && link === own?.link)) return [];
    const { focalPoint, viewPlaneNormal } = viewport.getCamera();
    return focalPoint && viewPlaneNormal
      ? [{ at: focalPoint as unknown as Vec3, normal: viewPlaneNormal as unknown as Vec3 }]
      : [];
  });
}
