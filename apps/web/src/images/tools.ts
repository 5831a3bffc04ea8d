import {
  addTool,
  AngleTool,
  Enums,
  LengthTool,
  PanTool,
  StackScrollTool,
  ToolGroupManager,
  WindowLevelTool,
  ZoomTool,
  type Types,
} from '@cornerstonejs/tools';
import { useEffect } from 'react';
import { renderingEngine } from './cornerstone.ts';
import type { PointerTool } from './pointerTools.ts';
import { useViewer } from './viewerStore.ts';

const GROUP = 'calx-slices';
const { MouseBindings } = Enums;

/** Tools of the viewer for a pointer tool; the lesion tool is ours and has none. */
const VIEWER_TOOL: Partial<Record<PointerTool, string>> = {
  window: WindowLevelTool.toolName,
  pan: PanTool.toolName,
  zoom: ZoomTool.toolName,
  length: LengthTool.toolName,
  angle: AngleTool.toolName,
};

/** The tool group of the slice viewports, made at its first use. */
function sliceTools(): Types.IToolGroup {
  renderingEngine();
  const existing = ToolGroupManager.getToolGroup(GROUP);
  if (existing) return existing;
  for (const tool of [WindowLevelTool, PanTool, ZoomTool, StackScrollTool, LengthTool, AngleTool])
    addTool(tool);
  const group = ToolGroupManager.createToolGroup(GROUP);
  if (!group) throw new Error('The viewer made no tool group.');
  for (const tool of [WindowLevelTool, PanTool, ZoomTool, StackScrollTool, LengthTool, AngleTool])
    group.addTool(tool.toolName);
  group.setToolActive(StackScrollTool.toolName, { bindings: [{ mouseButton: MouseBindings.Wheel }] });
  return group;
}

export function addToSliceTools(viewportId: string): void {
  sliceTools().addViewport(viewportId, renderingEngine().id);
}

export function removeFromSliceTools(viewportId: string): void {
  sliceTools().removeViewports(renderingEngine().id, viewportId);
}

/** Gives the left mouse button to a tool. */
function choosePointer(tool: PointerTool): void {
  const group = sliceTools();
  const chosen = VIEWER_TOOL[tool];
  for (const name of Object.values(VIEWER_TOOL)) group.setToolPassive(name, { removeAllBindings: true });
  const bindings = (name: string, button: Enums.MouseBindings): void =>
    group.setToolActive(name, {
      bindings: [
        { mouseButton: button },
        ...(name === chosen ? [{ mouseButton: MouseBindings.Primary }] : []),
      ],
    });
  bindings(PanTool.toolName, MouseBindings.Auxiliary);
  bindings(ZoomTool.toolName, MouseBindings.Secondary);
  if (chosen && chosen !== PanTool.toolName && chosen !== ZoomTool.toolName)
    group.setToolActive(chosen, { bindings: [{ mouseButton: MouseBindings.Primary }] });
}

/** Keeps the left mouse button of the views with the chosen tool. */
export function usePointerTool(): void {
  const tool = useViewer((state) => state.tool);
  useEffect(() => choosePointer(tool), [tool]);
}
