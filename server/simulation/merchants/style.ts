import type { GarmentDescription } from '../../garments/index.js';

/** What simulated merchants look at. Each axis has mean 0 and variance 1 over equally likely phrases, or nearly so. */
export const STYLE_AXES = [
  'warmth',
  'darkness',
  'vividness',
  'boldness',
  'coverage',
  'looseness',
  'ornament',
] as const;

/** How much merchants care for each axis: colour and silhouette come first, trims last. */
export const ATTENTION: Readonly<Record<StyleAxis, number>> = {
  warmth: 1,
  darkness: 1,
  vividness: 0.8,
  boldness: 0.3,
  coverage: 0.9,
  looseness: 1,
  ornament: 0.15,
};

type StyleAxis = (typeof STYLE_AXES)[number];

/**
 * Where a garment stands on every axis of style, in the order of `STYLE_AXES`. A phrase that a
 * kind of garment does not have (the sleeves of a skirt) adds nothing.
 */
export function styleOf({
  colour,
  pattern,
  sleeve,
  length,
  fit,
  details,
  neckline,
}: GarmentDescription): readonly number[] {
  const sleeveCoverage = sleeve === null ? 0 : SLEEVE_COVERAGE[sleeve];
  const ornament = details.reduce((sum, detail) => sum + ORNAMENT[detail], 0);
  const opening = neckline === 'off-shoulder' ? OFF_SHOULDER : 0;
  return [
    WARMTH[colour],
    DARKNESS[colour],
    VIVIDNESS[colour],
    BOLDNESS[pattern],
    (sleeveCoverage + LENGTH_COVERAGE[length] + opening) / Math.SQRT2,
    LOOSENESS[fit],
    (ornament - MEAN_ORNAMENT) / ORNAMENT_DEVIATION,
  ];
}

type Table<Phrase extends string> = Readonly<Record<Phrase, number>>;

/** Moves and scales a table to mean 0 and variance 1 over its phrases. */
function standardised<Phrase extends string>(table: Table<Phrase>): Table<Phrase> {
  const entries = Object.entries(table) as [Phrase, number][];
  const mean = entries.reduce((sum, [, value]) => sum + value, 0) / entries.length;
  const variance = entries.reduce((sum, [, value]) => sum + (value - mean) ** 2, 0) / entries.length;
  const scaled = entries.map(([phrase, value]) => [phrase, (value - mean) / Math.sqrt(variance)]);
  return Object.fromEntries(scaled) as Table<Phrase>;
}

const WARMTH = standardised<GarmentDescription['colour']>({
  ivory: 0.3,
  camel: 0.6,
  'mustard yellow': 1,
  rust: 1,
  red: 0.9,
  burgundy: 0.6,
  'blush pink': 0.5,
  fuchsia: 0.3,
  lavender: -0.4,
  navy: -0.8,
  'cobalt blue': -1,
  'sky blue': -0.9,
  'sage green': -0.4,
  'emerald green': -0.6,
  grey: -0.2,
  black: 0,
});

const DARKNESS = standardised<GarmentDescription['colour']>({
  ivory: -1,
  camel: -0.2,
  'mustard yellow': -0.2,
  rust: 0.3,
  red: 0.2,
  burgundy: 0.8,
  'blush pink': -0.8,
  fuchsia: 0.1,
  lavender: -0.5,
  navy: 0.9,
  'cobalt blue': 0.4,
  'sky blue': -0.6,
  'sage green': -0.2,
  'emerald green': 0.4,
  grey: 0,
  black: 1,
});

const VIVIDNESS = standardised<GarmentDescription['colour']>({
  ivory: -0.8,
  camel: -0.3,
  'mustard yellow': 0.5,
  rust: 0.4,
  red: 1,
  burgundy: 0.2,
  'blush pink': -0.4,
  fuchsia: 1,
  lavender: -0.3,
  navy: 0,
  'cobalt blue': 1,
  'sky blue': 0.1,
  'sage green': -0.6,
  'emerald green': 0.7,
  grey: -1,
  black: -0.9,
});

const BOLDNESS = standardised<GarmentDescription['pattern']>({
  solid: -1,
  pinstripes: -0.5,
  houndstooth: 0,
  stripes: 0.3,
  gingham: 0.3,
  'polka dots': 0.5,
  plaid: 0.6,
  'colour block': 0.8,
  floral: 1,
});

const SLEEVE_COVERAGE = standardised<NonNullable<GarmentDescription['sleeve']>>({
  sleeveless: -1.2,
  'cap sleeves': -0.9,
  'short sleeves': -0.5,
  'puff sleeves': -0.4,
  'three-quarter sleeves': 0.4,
  'long sleeves': 1,
  'bell sleeves': 0.9,
  'balloon sleeves': 1,
});

const LENGTH_COVERAGE = standardised<GarmentDescription['length']>({
  mini: -1,
  cropped: -0.8,
  'hip length': -0.2,
  'thigh length': 0.1,
  'knee length': 0,
  midi: 0.5,
  maxi: 1,
  'full length': 0.6,
});

const OFF_SHOULDER = -0.8;

const LOOSENESS = standardised<GarmentDescription['fit']>({
  'slim fit': -1,
  'regular fit': -0.2,
  'a-line': 0.4,
  'fit and flare': 0.2,
  flared: 0.5,
  'wide leg': 1,
  oversized: 1,
});

const ORNAMENT: Table<GarmentDescription['details'][number]> = {
  buttons: 0.3,
  zip: 0.3,
  sequins: 1.3,
  embroidery: 1,
  'lace trim': 0.9,
  'ruffle hem': 1.1,
  'side slit': 0.4,
  pleats: 0.6,
  belt: 0.7,
  pockets: 0.3,
  bow: 1,
};

/** Of the sum of `ORNAMENT` over the details of random garments, which have 1.2 on average. */
const MEAN_ORNAMENT = 0.85;
const ORNAMENT_DEVIATION = 0.75;
