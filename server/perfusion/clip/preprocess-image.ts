import { type Picture, resizeBicubic } from './resize-bicubic.js';

/** Mean and standard deviation of red, green and blue that CLIP was trained with, in [0, 1]. */
export const MEAN = [0.48145466, 0.4578275, 0.40821073] as const;
export const STANDARD_DEVIATION = [0.26862954, 0.26130258, 0.27577711] as const;

/** Who cuts the middle out: their rounding of an odd margin differs by one pixel. */
export type CropRule = 'torchvision' | 'huggingFace';

/**
 * Makes a picture ready for a vision tower: the short side is resized to `size` (bicubic), the
 * middle cut out, and each colour normalised.
 *
 * @param size height and width in pixels that the tower takes
 * @returns `size * size * 3` numbers, row by row, red green blue of each pixel
 * @throws {RangeError} if the picture is empty, or `size` is not a whole number of at least 1
 */
export function preprocessImage(
  picture: Picture,
  size: number,
  rule: CropRule = 'torchvision',
): Float32Array {
  const resized = resizedSize(picture, size);
  const { pixels } = resizeBicubic(picture, resized, {
    left: margin(resized.width - size, rule),
    top: margin(resized.height - size, rule),
    width: size,
    height: size,
  });
  return Float32Array.from(pixels, (byte, i) => (byte / 255 - MEAN[i % 3]!) / STANDARD_DEVIATION[i % 3]!);
}

/** The short side becomes `size`, the long one keeps the proportion, rounded down. */
export function resizedSize({ width, height }: Picture, size: number): { width: number; height: number } {
  const short = Math.min(width, height);
  if (short < 1) throw new RangeError('the picture has no pixels');
  return { width: Math.trunc((size * width) / short), height: Math.trunc((size * height) / short) };
}

function margin(surplus: number, rule: CropRule): number {
  const half = Math.floor(surplus / 2);
  const roundsUp = rule === 'torchvision' && surplus % 2 === 1 && half % 2 === 1; // Python rounds halves to even
  return roundsUp ? half + 1 : half;
}
