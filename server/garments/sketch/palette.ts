import type { RandomStream } from '../../random/index.js';
import type { Colour } from '../phrases.js';
import type { Cloth } from './element.js';

/** A colour as red, green and blue, each 0 to 255. */
type Rgb = readonly [number, number, number];

/** The cloth's own colour, the colour its pattern is printed in, and a third for small things. */
interface Swatch {
  readonly base: string;
  readonly accent: string;
  readonly pop: string;
}

const SWATCHES: Readonly<Record<Colour, Swatch>> = {
  ivory: { base: '#f3ead6', accent: '#8a6f52', pop: '#b9543c' },
  camel: { base: '#c69a6a', accent: '#f6ecdc', pop: '#6b4226' },
  'mustard yellow': { base: '#e0ac2b', accent: '#fbf1d6', pop: '#7a4a12' },
  rust: { base: '#b8532a', accent: '#f8dfc4', pop: '#3f4b3a' },
  red: { base: '#cf2a33', accent: '#fdeee6', pop: '#27304f' },
  burgundy: { base: '#701f36', accent: '#eccdb8', pop: '#c98a4b' },
  'blush pink': { base: '#f0bcb8', accent: '#fdf4ee', pop: '#b5485d' },
  fuchsia: { base: '#cf2f86', accent: '#fde3ef', pop: '#f2b33d' },
  lavender: { base: '#b5a3d6', accent: '#f7f2fb', pop: '#5b4589' },
  navy: { base: '#27345c', accent: '#f1ead9', pop: '#c8433e' },
  'cobalt blue': { base: '#2753c4', accent: '#eef3ff', pop: '#f0b43a' },
  'sky blue': { base: '#93c3e6', accent: '#fbfdff', pop: '#2c5f93' },
  'sage green': { base: '#9cb882', accent: '#f6f5e8', pop: '#5a6b45' },
  'emerald green': { base: '#0f7a58', accent: '#e9f4e6', pop: '#e3a63a' },
  grey: { base: '#86888e', accent: '#f4f4f3', pop: '#3d4654' },
  black: { base: '#2e2c31', accent: '#eee9e0', pop: '#b9935a' },
};

/** All the colours a garment is drawn with, as hex strings. */
export interface Palette {
  readonly cloth: Readonly<Record<Cloth, string>>;
  /** lines inside the garment: darker than the cloth, or lighter where the cloth is dark */
  readonly line: string;
  /** lines around the garment */
  readonly contour: string;
  readonly stitch: string;
  readonly shadow: string;
  /** multiplies the opacity of shadows, which dark cloth swallows */
  readonly shadowStrength: number;
}

const INK: Rgb = [32, 29, 30];
const WHITE: Rgb = [255, 255, 255];

/** The palette of a colour phrase, its lightness and warmth a little different for every seed. */
export function palette(colour: Colour, random: RandomStream): Palette {
  const { base: plain, accent, pop } = SWATCHES[colour];
  const warmth = random.between(-5, 5);
  const light = random.between(-0.05, 0.05);
  const [red, green, blue] = mixed(toRgb(plain), light > 0 ? WHITE : INK, Math.abs(light));
  const base: Rgb = [red + warmth, green, blue - warmth];
  const dark = luminance(base) < 0.3;
  return {
    cloth: {
      fabric: hex(base),
      inside: hex(mixed(base, INK, dark ? 0.5 : 0.34)),
      rib: hex(mixed(base, dark ? WHITE : INK, 0.09)),
      accent,
      pop,
      lace: '#fdfaf3',
      leather: dark ? '#8a5a35' : '#4a2f22',
      metal: '#d9c48f',
      dark: hex(mixed(base, INK, 0.8)),
    },
    line: hex(dark ? mixed(base, WHITE, 0.42) : mixed(base, INK, 0.74)),
    contour: hex(mixed(base, INK, 0.93)),
    stitch: hex(dark ? mixed(base, WHITE, 0.6) : mixed(base, INK, 0.52)),
    shadow: hex(mixed(base, INK, 0.88)),
    shadowStrength: dark ? 1.7 : 1,
  };
}

/** `from` moved towards `to` by a fraction: both and the answer are hex strings. */
export const blended = (from: string, to: string, fraction: number): string =>
  hex(mixed(toRgb(from), toRgb(to), fraction));

const toRgb = (text: string): Rgb => [
  Number.parseInt(text.slice(1, 3), 16),
  Number.parseInt(text.slice(3, 5), 16),
  Number.parseInt(text.slice(5, 7), 16),
];

const mixed = (from: Rgb, to: Rgb, fraction: number): Rgb => [
  from[0] + (to[0] - from[0]) * fraction,
  from[1] + (to[1] - from[1]) * fraction,
  from[2] + (to[2] - from[2]) * fraction,
];

const hex = (colour: Rgb): string =>
  `#${colour
    .map((value) =>
      Math.round(Math.min(255, Math.max(0, value)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

/** Perceived lightness, 0 to 1 (Rec. 601 weights). */
const luminance = ([red, green, blue]: Rgb): number => (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
