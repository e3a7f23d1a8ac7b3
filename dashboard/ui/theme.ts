import { createTheme, type MantineColorsTuple } from '@mantine/core';

/**
 * The look of Toile: calico (unbleached cloth) to work on, ink to write with, one indigo accent for
 * what is measured on AI items and clay for human-designed ones. Verdicts have colours of their own
 * (spruce, madder) and are always spelled out too.
 */
const indigo: MantineColorsTuple = [
  '#eff1fa',
  '#dde1f2',
  '#bac2e4',
  '#96a2d6',
  '#7886ca',
  '#5f6dbd',
  '#4c5aae',
  '#3d4a98',
  '#2f3b7c',
  '#232c5f',
];
const clay: MantineColorsTuple = [
  '#fbf1ea',
  '#f4e0d3',
  '#e8c3aa',
  '#dba47e',
  '#cf8958',
  '#c27544',
  '#b0653a',
  '#93522e',
  '#754024',
  '#59301a',
];
const spruce: MantineColorsTuple = [
  '#e8f4ef',
  '#d2e8de',
  '#a6d1be',
  '#77b99c',
  '#4fa37f',
  '#338f6b',
  '#217d5b',
  '#17684a',
  '#10533a',
  '#0a3d2a',
];
const madder: MantineColorsTuple = [
  '#fbecea',
  '#f5d6d2',
  '#e9aca5',
  '#dd8177',
  '#d05f53',
  '#c2463a',
  '#b0382d',
  '#942c23',
  '#76211a',
  '#581711',
];
const ochre: MantineColorsTuple = [
  '#fbf4e1',
  '#f5e7c2',
  '#ead08b',
  '#deb857',
  '#d0a132',
  '#b98a1f',
  '#9a7115',
  '#7c5a10',
  '#60450c',
  '#463208',
];
/** Warm greys of cloth, for Mantine's light scheme. */
const gray: MantineColorsTuple = [
  '#faf8f3',
  '#f4f0e7',
  '#eae4d8',
  '#dcd4c5',
  '#c4baa8',
  '#998e7d',
  '#70675a',
  '#565046',
  '#3a3630',
  '#25221e',
];
/** Blue-black of ink, for Mantine's dark scheme. */
const dark: MantineColorsTuple = [
  '#e6e4de',
  '#bdbcba',
  '#98999d',
  '#6f7279',
  '#42464f',
  '#353942',
  '#282c34',
  '#1b1e25',
  '#15181e',
  '#0f1115',
];

export const theme = createTheme({
  colors: { indigo, clay, spruce, madder, ochre, gray, dark },
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 5 },
  black: '#1d2130',
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: true,
  fontFamily: "'Instrument Sans Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, monospace",
  headings: {
    fontFamily: "'Newsreader Variable', Georgia, serif",
    fontWeight: '500',
    sizes: {
      h1: { fontSize: '30px', lineHeight: '1.15' },
      h2: { fontSize: '20px', lineHeight: '1.25' },
      h3: { fontSize: '16px', lineHeight: '1.35' },
    },
  },
  components: {
    Anchor: { defaultProps: { inherit: true } },
    Table: { defaultProps: { verticalSpacing: 8, horizontalSpacing: 12 } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250, maw: 320, multiline: true } },
    Modal: { defaultProps: { radius: 'lg', centered: true, closeButtonProps: { 'aria-label': 'Close' } } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
  },
});
