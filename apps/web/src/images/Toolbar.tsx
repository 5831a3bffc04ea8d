import { useEffect } from 'react';
import { Group, SegmentedControl } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../app/IconButton.tsx';
import { KeyImageButton } from '../key-images/KeyImageButton.tsx';
import { ToolIcon } from './ToolIcon.tsx';
import { TOOLS_OF, type ImageKind } from './pointerTools.ts';
import { BRUSH, useViewer } from './viewerStore.ts';
import { WINDOW_PRESETS } from './windows.ts';
import classes from './Images.module.css';

const KEYS = {
  lesion: 'l',
  outline: 'f',
  muscle: 'm',
  window: 'w',
  pan: 'p',
  zoom: 'z',
  length: 'd',
  angle: 'a',
  brush: 'b',
  erase: 'e',
  cut: 'x',
  box: 'o',
} as const;

/** Tools of the images: what the left button does, window presets, inversion, cine and reset. */
export function Toolbar({ kind }: { readonly kind: ImageKind }) {
  const { t } = useTranslation();
  const { tool, preset, radius, invert, cine, space, set, reset } = useViewer();
  const tools = TOOLS_OF[kind];
  const usual = tools.includes(tool) ? undefined : tools[0];
  useEffect(() => {
    if (usual) set({ tool: usual });
  }, [usual, set]);
  useHotkeys([
    ...tools.map((name): [string, () => void] => [KEYS[name], () => set({ tool: name })]),
    ...WINDOW_PRESETS.map((item, index): [string, () => void] => [
      `${index + 1}`,
      () => set({ preset: item.id }),
    ]),
    ['[', () => set({ radius: Math.max(BRUSH.least, radius - 1) })],
    [']', () => set({ radius: Math.min(BRUSH.most, radius + 1) })],
    ['i', () => set({ invert: !invert })],
    ['c', () => set({ cine: !cine })],
    ['s', () => set({ space: !space })],
    ['0', reset],
  ]);
  return (
    <div role="toolbar" aria-label={t('images.tools')} className={classes.toolbar}>
      <Group gap={2} wrap="nowrap">
        {tools.map((name) => (
          <IconButton
            key={name}
            label={`${t(`images.tool.${name}`)} (${KEYS[name].toUpperCase()})`}
            pressed={tool === name}
            onClick={() => set({ tool: name })}
          >
            <ToolIcon name={name} />
          </IconButton>
        ))}
      </Group>
      {kind === 'ct' && (
        <SegmentedControl
          size="xs"
          aria-label={t('images.window')}
          value={preset}
          onChange={(value) => set({ preset: value as typeof preset })}
          data={WINDOW_PRESETS.map(({ id }) => ({ value: id, label: t(`images.presets.${id}`) }))}
        />
      )}
      <Group gap={2} wrap="nowrap">
        <IconButton
          label={`${t('images.invert')} (I)`}
          pressed={invert}
          onClick={() => set({ invert: !invert })}
        >
          <ToolIcon name="invert" />
        </IconButton>
        <IconButton label={`${t('images.cine')} (C)`} pressed={cine} onClick={() => set({ cine: !cine })}>
          <ToolIcon name="cine" />
        </IconButton>
        <IconButton label={`${t('images.space')} (S)`} pressed={space} onClick={() => set({ space: !space })}>
          <ToolIcon name="space" />
        </IconButton>
        <IconButton label={`${t('images.reset')} (0)`} onClick={reset}>
          <ToolIcon name="reset" />
        </IconButton>
        <KeyImageButton />
      </Group>
    </div>
  );
}
