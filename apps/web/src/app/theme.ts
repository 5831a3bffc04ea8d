import { Anchor, createTheme, defaultVariantColorsResolver, type CSSVariablesResolver } from '@mantine/core';

/** Colours for a dark reading room; every text colour reaches 4.5:1 on its ground (WCAG 2.2, 1.4.3). */
export const theme = createTheme({
  primaryColor: 'calx',
  primaryShade: { light: 8, dark: 4 },
  autoContrast: true,
  // The library picks the text of a filled button for the light theme's shade only; the variable knows both.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    return input.variant === 'filled' && (input.color ?? 'calx') === 'calx'
      ? { ...colors, color: 'var(--mantine-primary-color-contrast)' }
      : colors;
  },
  // A link within text must not be told by colour alone (WCAG 2.2, 1.4.1).
  components: { Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }) },
  defaultRadius: 'sm',
  fontFamily:
    'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  respectReducedMotion: true,
  colors: {
    dark: [
      '#e6e9ee',
      '#cdd3dc',
      '#a7b1bf',
      '#8a95a5',
      '#39424f',
      '#262e39',
      '#1c232c',
      '#12171e',
      '#0c1015',
      '#07090c',
    ],
    calx: [
      '#fff6e5',
      '#fdebcb',
      '#f8d59a',
      '#f4be66',
      '#f0b055',
      '#e39a2d',
      '#c98017',
      '#a5670f',
      '#7d4c08',
      '#553303',
    ],
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--calx-mineral': '#f5b83d',
    '--calx-alarm': '#ff8a80',
  },
  light: {
    '--mantine-color-dimmed': '#4c5562',
    '--mantine-color-placeholder': '#5c6673',
    '--calx-panel': '#ffffff',
    '--calx-ground': '#e9ecf0',
    '--calx-line': '#c9ced6',
    '--calx-for': '#1f6f8b',
    '--calx-against': '#9a3b26',
    '--calx-bar': '#a5670f',
    '--calx-bar-thin': '#c9b08a',
    '--calx-alarm-ground': '#fdecea',
    '--calx-alarm-text': '#8c1d13',
  },
  dark: {
    '--mantine-color-dimmed': '#a7b1bf',
    '--mantine-color-placeholder': '#8a95a5',
    '--calx-panel': '#171d25',
    '--calx-ground': '#0c1015',
    '--calx-line': '#2c3541',
    '--calx-for': '#6cc4e0',
    '--calx-against': '#f0937d',
    '--calx-bar': '#f0b055',
    '--calx-bar-thin': '#8d7446',
    '--calx-alarm-ground': '#3a1714',
    '--calx-alarm-text': '#ffc9c2',
  },
});
