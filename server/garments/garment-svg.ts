import type { GarmentDescription } from './garment-description.js';
import { garmentStream } from './garment-stream.js';
import type { Category } from './phrases.js';
import type { Element } from './sketch/element.js';
import { polyline, rounded } from './sketch/geometry.js';
import { paint } from './sketch/paint.js';
import { palette } from './sketch/palette.js';
import { tailored } from './tailoring/garment.js';

/** Side of the drawing in its own units, which are the pixels of the default size. */
const SIDE = 256;
const MARGIN = 11;

/** The paper of every sketch. */
const PAPER = '#faf8f3';

/** Largest scale in pixels per cm: one for a kind of garment, so that a short one looks short. */
const MAX_SCALE: Readonly<Record<Category, number>> = {
  dress: 2,
  't-shirt': 2.7,
  blouse: 2.7,
  shirt: 2.7,
  sweater: 2.7,
  jacket: 2.7,
  coat: 2,
  jumpsuit: 2,
  skirt: 2.6,
  pants: 2.35,
  shorts: 2.9,
};

/**
 * A designer's flat sketch of a garment as SVG text, square, without any text in the image.
 *
 * The silhouette is symmetric. The seed varies proportions, shade, folds and the placing of the
 * pattern a little, as two pieces of one design differ; it never changes what the phrases say.
 *
 * @param garment as from `parseGarment` or `sampleGarment`
 * @param options.seed any safe integer; the same garment and seed give the same text
 * @throws {RangeError} if the seed is not a safe integer
 */
export function garmentSvg(garment: GarmentDescription, { seed }: { readonly seed: number }): string {
  const elements = tailored(garment, seed);
  const { halfWidth, top, bottom } = extent(elements);
  const room = SIDE - 2 * MARGIN;
  const scale = Math.min(MAX_SCALE[garment.category], room / (2 * halfWidth), room / (bottom - top));
  const look = {
    palette: palette(garment.colour, garmentStream(seed, 'palette')),
    pattern: garment.pattern,
    details: garment.details,
    knitted: garment.category === 'sweater',
    block: { from: top + (bottom - top) * 0.36, to: top + (bottom - top) * 0.68 },
  };
  const drawing = paint(elements, look, scale, garmentStream(seed, 'cloth'));
  const shift = SIDE / 2 - ((top + bottom) / 2) * scale;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}" width="${SIDE}" height="${SIDE}">` +
    `<rect width="${SIDE}" height="${SIDE}" fill="${PAPER}"/>` +
    `<g transform="translate(${SIDE / 2} ${rounded(shift)}) scale(${scale.toFixed(4)})">${drawing}</g></svg>`
  );
}

/** Size of the drawing in cm; what lies on the cloth is within its panels and lines. */
function extent(elements: readonly Element[]) {
  let [halfWidth, top, bottom] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const element of elements) {
    if (element.kind !== 'panel' && element.kind !== 'ink') continue;
    for (const { x, y } of polyline(element.kind === 'ink' ? element.edge : element.outline)) {
      halfWidth = Math.max(halfWidth, Math.abs(x));
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return { halfWidth, top, bottom };
}
