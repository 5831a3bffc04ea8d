import type { Types } from '@cornerstonejs/core';
import type { Vec3 } from '@calx/dicom';

/** The slice views that are on the screen, for what must reach all of them. */

interface View {
  readonly volumeId: string;
  readonly viewport: Types.IVolumeViewport;
}

const views = new Map<string, View>();
const listeners = new Set<() => void>();

const tell = (): void => listeners.forEach((listener) => listener());

export function registerView(id: string, volumeId: string, viewport: Types.IVolumeViewport): void {
  views.set(id, { volumeId, viewport });
  tell();
}

export function unregisterView(id: string): void {
  views.delete(id);
  tell();
}

/** Ids of the views that show a volume. */
export const viewsOf = (volumeId: string): readonly string[] =>
  [...views].filter(([, view]) => view.volumeId === volumeId).map(([id]) => id);

/** Calls back whenever a view comes or goes; returns how to stop. */
export function onViews(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Brings every view to the slice through a point (LPS mm). */
export function showPoint(point: Vec3): void {
  for (const { viewport } of views.values()) {
    viewport.jumpToWorld([...point]);
    viewport.render();
  }
}
