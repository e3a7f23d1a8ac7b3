import { Resvg } from '@resvg/resvg-js';
import { requireWholeNumber } from '../random/index.js';

/** Square image as rows of red, green, blue and alpha bytes. */
export interface GarmentPixels {
  readonly size: number;
  /** length `4 * size * size`, row by row from the top left; alpha is 255 throughout */
  readonly rgba: Uint8Array;
}

/**
 * The image of a garment's SVG as PNG file contents.
 *
 * @param svg  as from `garmentSvg`
 * @param size side in pixels, 1 to 2048
 * @throws {RangeError} if `size` is not a whole number in that range
 */
export const garmentPng = (svg: string, size = 256): Uint8Array => rendered(svg, size).asPng();

/**
 * The image of a garment's SVG as raw pixels, for training.
 *
 * @param svg  as from `garmentSvg`
 * @param size side in pixels, 1 to 2048
 * @throws {RangeError} if `size` is not a whole number in that range
 */
export const garmentPixels = (svg: string, size = 256): GarmentPixels => ({
  size,
  rgba: rendered(svg, size).pixels,
});

const SIZE_RANGE = { min: 1, max: 2048 } as const;

function rendered(svg: string, size: number) {
  requireWholeNumber('size', size, SIZE_RANGE);
  return new Resvg(svg, { fitTo: { mode: 'width', value: size }, font: { loadSystemFonts: false } }).render();
}
