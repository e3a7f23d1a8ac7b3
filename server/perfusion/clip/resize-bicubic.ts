/** A decoded picture: red, green, blue bytes of each pixel, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** `width * height * 3` bytes. */
  readonly pixels: Uint8Array;
}

/** Weights are integers with this many fraction bits, as in Pillow. */
const FRACTION_BITS = 22;

/** What one output pixel takes from the input: consecutive pixels from `first`, with integer weights. */
interface Window {
  readonly first: number;
  readonly weights: readonly number[];
}

/** The part of a resized picture that is wanted, in its pixels. */
export interface Crop {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Consecutive pixels of one side of a picture. */
interface Stretch {
  readonly begin: number;
  readonly count: number;
}

/**
 * Resizes by bicubic convolution (a = -0.5), widened when shrinking so that nothing aliases.
 * Equal to Pillow's `Image.resize(size, BICUBIC)` bit for bit: rows first, then columns, rounded
 * to bytes after each.
 *
 * @param size of the whole resized picture
 * @param crop what of it is returned, and computed; all if left out
 * @throws {RangeError} if a size is not a whole number of at least 1
 * @see https://github.com/python-pillow/Pillow/blob/main/src/libImaging/Resample.c
 */
export function resizeBicubic(
  picture: Picture,
  { width, height }: Pick<Picture, 'width' | 'height'>,
  crop: Crop = { left: 0, top: 0, width, height },
): Picture {
  for (const size of [width, height]) {
    if (!(Number.isInteger(size) && size >= 1))
      throw new RangeError(`a size must be a whole number of pixels, but is ${size}`);
  }
  const columns = windowsOf(picture.width, width, { begin: crop.left, count: crop.width });
  const rows = windowsOf(picture.height, height, { begin: crop.top, count: crop.height });
  const taken = takenBy(rows);
  return resizeColumns(resizeRows(picture, columns, taken), rows, taken.begin);
}

/** Each row, of those that the rows of the result take from, gets as many pixels as there are windows. */
function resizeRows(
  { pixels, width: oldWidth }: Picture,
  windows: readonly Window[],
  rows: Stretch,
): Picture {
  const width = windows.length;
  const resized = new Uint8Array(width * rows.count * 3);
  for (let y = 0; y < rows.count; y++) {
    for (const [x, { first, weights }] of windows.entries()) {
      const from = ((y + rows.begin) * oldWidth + first) * 3;
      writePixel(resized, (y * width + x) * 3, { pixels, from, step: 3, weights });
    }
  }
  return { width, height: rows.count, pixels: resized };
}

/** @param top the picture's first row, in the rows that the windows count */
function resizeColumns({ pixels, width }: Picture, windows: readonly Window[], top: number): Picture {
  const height = windows.length;
  const resized = new Uint8Array(width * height * 3);
  for (const [y, { first, weights }] of windows.entries()) {
    for (let x = 0; x < width; x++) {
      const from = ((first - top) * width + x) * 3;
      writePixel(resized, (y * width + x) * 3, { pixels, from, step: width * 3, weights });
    }
  }
  return { width, height, pixels: resized };
}

interface Taken {
  readonly pixels: Uint8Array;
  readonly from: number;
  readonly step: number;
  readonly weights: readonly number[];
}

function writePixel(target: Uint8Array, at: number, { pixels, from, step, weights }: Taken): void {
  for (let channel = 0; channel < 3; channel++) {
    let sum = 2 ** (FRACTION_BITS - 1);
    for (let k = 0; k < weights.length; k++) sum += pixels[from + k * step + channel]! * weights[k]!;
    target[at + channel] = Math.min(255, Math.max(0, Math.floor(sum / 2 ** FRACTION_BITS)));
  }
}

/** The rows that windows take from; both their ends rise from window to window. */
function takenBy(windows: readonly Window[]): Stretch {
  const [begin, last] = [windows[0]!.first, windows.at(-1)!];
  return { begin, count: last.first + last.weights.length - begin };
}

function windowsOf(oldSize: number, size: number, { begin, count }: Stretch): Window[] {
  const scale = oldSize / size;
  const stretch = Math.max(scale, 1);
  const support = 2 * stretch;
  return Array.from({ length: count }, (_, x) => {
    const centre = (begin + x + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(oldSize, Math.trunc(centre + support + 0.5));
    const weights = Array.from({ length: end - first }, (_unused, k) =>
      cubic((first + k - centre + 0.5) / stretch),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return {
      first,
      weights: weights.map((weight) => roundAwayFromZero((weight / total) * 2 ** FRACTION_BITS)),
    };
  });
}

const roundAwayFromZero = (value: number) => Math.sign(value) * Math.floor(Math.abs(value) + 0.5);

/** Keys' cubic convolution kernel with a = -0.5 (IEEE Trans. ASSP 29(6), 1981, eq. 4). */
function cubic(distance: number): number {
  const a = -0.5;
  const x = Math.abs(distance);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
  return 0;
}
