/** The keys of the workbench, as shown on the `?` card; the handlers are where the action is. */
export const KEY_GROUPS = [
  {
    group: 'images',
    keys: [
      { id: 'lesionTool', combo: ['L'] },
      { id: 'windowTool', combo: ['W'] },
      { id: 'panTool', combo: ['P'] },
      { id: 'zoomTool', combo: ['Z'] },
      { id: 'lengthTool', combo: ['D'] },
      { id: 'angleTool', combo: ['A'] },
      { id: 'brushTool', combo: ['B'] },
      { id: 'eraseTool', combo: ['E'] },
      { id: 'cutTool', combo: ['X'] },
      { id: 'boxTool', combo: ['O'] },
      { id: 'brushSize', combo: ['[', ']'] },
      { id: 'pointer', combo: ['Shift', '←↑↓→'] },
      { id: 'act', combo: ['Enter'] },
      { id: 'invert', combo: ['I'] },
      { id: 'presets', combo: ['1', '2', '3', '4'] },
      { id: 'scroll', combo: ['↑', '↓'] },
      { id: 'cine', combo: ['C'] },
      { id: 'space', combo: ['S'] },
      { id: 'reset', combo: ['0'] },
    ],
  },
  {
    group: 'case',
    keys: [
      { id: 'search', combo: ['/'] },
      { id: 'present', combo: ['Y'] },
      { id: 'absent', combo: ['N'] },
      { id: 'clear', combo: ['U'] },
      { id: 'accept', combo: ['Enter'] },
      { id: 'refuse', combo: ['Delete'] },
      { id: 'undo', combo: ['Ctrl', 'Z'] },
      { id: 'redo', combo: ['Ctrl', 'Shift', 'Z'] },
    ],
  },
  {
    group: 'report',
    keys: [
      { id: 'report', combo: ['R'] },
      { id: 'copy', combo: ['Alt', 'C'] },
      { id: 'print', combo: ['Ctrl', 'P'] },
      { id: 'card', combo: ['?'] },
    ],
  },
] as const;
