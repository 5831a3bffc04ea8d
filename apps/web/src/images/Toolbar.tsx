import { useEffect } from 'react';
import { Group, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { keyLabel } from '../app/keys.ts';
import { useKeys } from '../app/useKeys.ts';
import { IconButton } from '../app/IconButton.tsx';
import { KeyImageButton } from '../key-images/KeyImageButton.tsx';
import { ToolIcon } from './ToolIcon.tsx';
import { TOOLS_OF, type ImageKind } from './pointerTools.ts';
import { BRUSH, useViewer } from './viewerStore.ts';
import { WINDOW_PRESETS } from './windows.ts';
import classes from './Images.module.css';

/** Tools of the images: what the left button does, window presets, inversion, cine and reset. */
export function Toolbar({ kind }: { readonly kind: ImageKind }) {
  const { t } = useTranslation();
  const { tool, preset, radius, invert, cine, space, set, reset } = useViewer();
  const tools = TOOLS_OF[kind];
  const usual = tools.includes(tool) ? undefined : tools[0];
  useEffect(() => {
    if (usual) set({ tool: usual });
  }, [usual, set]);
  useKeys({
    ...Object.fromEntries(tools.map((name) => [`${name}Tool`, () => set({ tool: name })])),
    presets: (index) => set({ preset: WINDOW_PRESETS[index]?.id ?? preset }),
    brushSize: (index) =>
      set({ radius: Math.max(BRUSH.least, Math.min(BRUSH.most, radius + (index === 0 ? -1 : 1))) }),
    invert: () => set({ invert: !invert }),
    cine: () => set({ cine: !cine }),
    space: () => set({ space: !space }),
    reset,
  });
  return (
    <div role="toolbar" aria-label={t('images.tools')} className={classes.toolbar}>
      <Group gap={2} wrap="nowrap">
        {tools.map((name) => (
          <IconButton
            key={name}
            label={`${t(`images.tool.${name}`)} (${keyLabel(`${name}Tool`)})`}
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
          label={`${t('images.invert')} (${keyLabel('invert')})`}
          pressed={invert}
          onClick={() => set({ invert: !invert })}
        >
          <ToolIcon name="invert" />
        </IconButton>
        <IconButton
          label={`${t('images.cine')} (${keyLabel('cine')})`}
          pressed={cine}
          onClick={() => set({ cine: !cine })}
        >
          <ToolIcon name="cine" />
        </IconButton>
        <IconButton
          label={`${t('images.space')} (${keyLabel('space')})`}
          pressed={space}
          onClick={() => set({ space: !space })}
        >
          <ToolIcon name="space" />
        </IconButton>
        <IconButton label={`${t('images.reset')} (${keyLabel('reset')})`} onClick={reset}>
          <ToolIcon name="reset" />
        </IconButton>
        <KeyImageButton />
      </Group>
    </div>
  );
}
