import type { RandomStream } from '../../random/index.js';
import type { Pattern } from '../phrases.js';
import { at, pathData, rounded } from './geometry.js';
import { blended, type Palette } from './palette.js';

/** One repeat of a printed or woven cloth, in centimetres. */
export interface Tile {
  readonly width: number;
  readonly height: number;
  readonly svg: string;
}

/** Patterns that repeat; `solid` has nothing to repeat and `colour block` spans the whole garment. */
export type RepeatingPattern = Exclude<Pattern, 'solid' | 'colour block'>;

/** How far cloth is drawn over the edge of its tile: half a pixel left bare there would show as a seam. */
const BLEED = 1;
const MAX_TILE = 10;

/** The repeat of a pattern in a palette; random numbers place what is scattered. */
export function patternTile(pattern: RepeatingPattern, palette: Palette, random: RandomStream): Tile {
  return TILES[pattern](palette, random);
}

const TILES: Readonly<Record<RepeatingPattern, (palette: Palette, random: RandomStream) => Tile>> = {
  stripes: ({ cloth }) => woven(5, 3.4, cloth.fabric, row(0.9, 1.5, cloth.accent)),
  pinstripes: ({ cloth }) => woven(3.4, 5, cloth.fabric, column(1.2, 0.8, cloth.accent)),
  'polka dots': ({ cloth }) =>
    woven(4.4, 4.4, cloth.fabric, disc(1.1, 1.1, 0.92, cloth.accent) + disc(3.3, 3.3, 0.92, cloth.accent)),
  gingham: ({ cloth }) =>
    woven(
      3.6,
      3.6,
      blended(cloth.fabric, '#ffffff', 0.82),
      column(0.9, 1.8, cloth.fabric, 0.55) + row(0.9, 1.8, cloth.fabric, 0.55),
    ),
  plaid,
  houndstooth,
  floral,
};

/** Woven as the real one is: four dark and four light threads both ways in a two-by-two twill. */
function houndstooth({ cloth }: Palette): Tile {
  const threads = 8;
  const pitch = 0.62;
  const isDark = (warp: number, weft: number) => ((warp + weft) % 4 < 2 ? warp : weft) < threads / 2;
  const cells: string[] = [];
  for (let weft = 0; weft < threads; weft++) {
    for (let warp = 0; warp < threads; warp++) {
      if (isDark(warp, weft))
        cells.push(`M${rounded(warp * pitch)} ${rounded(weft * pitch)}h${pitch}v${pitch}h${-pitch}z`);
    }
  }
  const size = threads * pitch;
  return woven(size, size, cloth.accent, `<path d="${cells.join('')}" fill="${cloth.fabric}"/>`);
}

function plaid({ cloth }: Palette): Tile {
  const bands = (along: (start: number, width: number, colour: string, opacity: number) => string) =>
    along(1, 3.6, cloth.accent, 0.4) + along(5.9, 0.55, cloth.pop, 0.95) + along(7.4, 1.2, cloth.dark, 0.3);
  const size = 10;
  const down = bands(column);
  const across = bands(row);
  return woven(size, size, cloth.fabric, down + across);
}

/** Five large and six small flowers with leaves, each repeated over the edges of the tile. */
function floral({ cloth }: Palette, random: RandomStream): Tile {
  const size = 15;
  const places = [at(2.6, 3), at(9.8, 1.8), at(6, 7.6), at(12.6, 8.8), at(2.2, 12), at(9, 13)];
  const blossoms = places.map(({ x, y }, i) => {
    const petals = i % 3 === 1 ? cloth.pop : cloth.accent;
    const heart = i % 3 === 1 ? cloth.accent : cloth.pop;
    const radius = random.vary(i % 2 === 0 ? 2 : 1.5, 0.12);
    return { x: random.vary(x, 0.06), y: random.vary(y, 0.06), drawn: flower(radius, petals, heart, random) };
  });
  const leafColour = blended(cloth.pop, '#3f6b46', 0.65);
  const sprigs = [at(6.2, 3.6), at(12.6, 4.8), at(2.4, 7.4), at(9.6, 9.9), at(5.6, 11.6), at(13, 12.8)];
  const leaves = sprigs.map((place) => ({ ...place, drawn: sprig(leafColour, random) }));
  return woven(
    size,
    size,
    cloth.fabric,
    [...leaves, ...blossoms].map((motif) => wrapped(motif, size)).join(''),
  );
}

function flower(radius: number, petals: string, heart: string, random: RandomStream): string {
  const turn = random.between(0, 72);
  const petal = Array.from({ length: 5 }, (_, i) => {
    const angle = ((turn + i * 72) * Math.PI) / 180;
    return disc(Math.cos(angle) * radius * 0.56, Math.sin(angle) * radius * 0.56, radius * 0.48, petals);
  });
  return petal.join('') + disc(0, 0, radius * 0.34, heart);
}

function sprig(colour: string, random: RandomStream): string {
  const turn = rounded(random.between(0, 360));
  const leaf = 'M0 0C.5-.9 1.4-1 2-.5C1.5.3.7.5 0 0Z';
  return `<g fill="${colour}" transform="rotate(${turn})"><path d="${leaf}"/><path transform="rotate(150)" d="${leaf}"/></g>`;
}

/** A motif drawn again on the far side of the tile wherever it reaches over an edge. */
function wrapped({ x, y, drawn }: { x: number; y: number; drawn: string }, size: number): string {
  const reach = 2.3;
  const shifts = (value: number) => [
    0,
    ...(value < reach ? [size] : []),
    ...(value > size - reach ? [-size] : []),
  ];
  const copies = shifts(x).flatMap((dx) => shifts(y).map((dy) => [x + dx, y + dy] as const));
  return copies
    .map(([cx, cy]) => `<g transform="translate(${rounded(cx)} ${rounded(cy)})">${drawn}</g>`)
    .join('');
}

/** How sequins catch the light: white above 0, shadow below, each the opacity of a fifth of the discs. */
const SEQUIN_TONES = [-0.32, -0.14, 0.06, 0.26, 0.54] as const;

/** Rows of discs that catch the light differently, so that the cloth's print shines through; here and there a glint. */
export function sequinTile(random: RandomStream): Tile {
  const size = 16;
  const step = 2;
  const discs = new Map<number, string>(SEQUIN_TONES.map((tone) => [tone, '']));
  for (let y = step / 2; y < size; y += step) {
    const tones = Array.from({ length: size / step }, () => random.pick(SEQUIN_TONES));
    for (let x = ((y - step / 2) / 2) % step, i = 0; x <= size; x += step, i++) {
      const tone = tones[i % tones.length] as number; // the last disc of a row is the first of the next tile
      discs.set(tone, `${discs.get(tone)}M${x - 0.94} ${y}a.94 .94 0 1 1 1.88 0a.94 .94 0 1 1-1.88 0`);
    }
  }
  const lit = [...discs].map(
    ([tone, path]) =>
      `<path d="${path}" fill="${tone > 0 ? '#fff' : '#17131a'}" fill-opacity="${Math.abs(tone)}"/>`,
  );
  const rims = `<path d="${[...discs.values()].join('')}" fill="none" stroke="#17131a" stroke-opacity=".34" stroke-width=".2"/>`;
  const glints = [at(3.2, 3.4), at(12.4, 7.2), at(6.6, 12.6)].map(({ x, y }) =>
    glint(x, y, random.between(1.7, 2.3)),
  );
  return { width: size, height: size, svg: lit.join('') + rims + glints.join('') };
}

function glint(x: number, y: number, reach: number): string {
  const waist = reach * 0.16;
  const star = `M0 ${-reach}L${waist} ${-waist}L${reach} 0L${waist} ${waist}L0 ${reach}L${-waist} ${waist}L${-reach} 0L${-waist} ${-waist}Z`;
  return `<path transform="translate(${x} ${y})" d="${star}" fill="#fff"/>`;
}

/** Columns of knitted V stitches in the colour of the inner lines, faint. */
export function knitTile({ line }: Palette): Tile {
  const stitchMark = pathData([
    at(0.15, 0.2),
    at(0.4, 0.5),
    at(0.6, 0.8),
    at(0.75, 1),
    at(0.9, 0.8),
    at(1.1, 0.5),
    at(1.35, 0.2),
  ]);
  return {
    width: 1.5,
    height: 1.3,
    svg: `<path d="${stitchMark}" fill="none" stroke="${line}" stroke-width=".26" stroke-opacity=".42"/>`,
  };
}

const woven = (width: number, height: number, ground: string, svg: string): Tile => ({
  width,
  height,
  svg: box(-BLEED, -BLEED, width + 2 * BLEED, height + 2 * BLEED, ground) + svg,
});

const box = (x: number, y: number, width: number, height: number, fill: string, opacity = 1) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"${opacity < 1 ? ` fill-opacity="${opacity}"` : ''}/>`;

/** A stripe along the warp, over the whole height of any tile. */
const column = (x: number, width: number, colour: string, opacity = 1) =>
  box(x, -BLEED, width, MAX_TILE + 2 * BLEED, colour, opacity);

/** A stripe along the weft, over the whole width of any tile. */
const row = (y: number, height: number, colour: string, opacity = 1) =>
  box(-BLEED, y, MAX_TILE + 2 * BLEED, height, colour, opacity);

const disc = (x: number, y: number, radius: number, fill: string) =>
  `<circle cx="${rounded(x)}" cy="${rounded(y)}" r="${rounded(radius)}" fill="${fill}"/>`;
