import { appendFileSync, existsSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
  type GarmentDescription,
  garmentPixels,
  garmentSvg,
  sampleGarment,
} from '../../../garments/index.js';
import type { PictureSet } from './picture-set.js';

/** Garment pictures one after the other; number i is always the same garment in the same folds. */
export interface GarmentPictures extends PictureSet {
  readonly garments: readonly GarmentDescription[];
}

export interface GarmentPicturesRequest {
  /** Where drawn pictures are kept, so that they are drawn once. */
  readonly folder: string;
  /** Number of the first picture. */
  readonly first: number;
  readonly count: number;
  /** Height and width in pixels. */
  readonly size: number;
  readonly signal?: AbortSignal | undefined;
  /** Hears once how many pictures there are to draw, before they are; not where all are there. */
  readonly onDraw?: (count: number) => void;
}

/** Drawn between two looks at the signal. */
const CHUNK = 250;

/** Draws the pictures that the folder does not hold yet, about 200 a second, and reads them all. */
export async function garmentPictures(request: GarmentPicturesRequest): Promise<GarmentPictures> {
  const { folder, first, count, size, signal, onDraw } = request;
  const path = join(folder, `garments-${size}${first === 0 ? '' : `-from-${first}`}.rgb`);
  const bytesEach = 3 * size ** 2;
  const before = drawnBefore(path, bytesEach);
  if (before < count) onDraw?.(count - before);
  for (let done = before; done < count; ) {
    signal?.throwIfAborted();
    const end = Math.min(count, done + CHUNK);
    const drawn = Array.from({ length: end - done }, (_, i) => picture(first + done + i, size));
    appendFileSync(path, Buffer.concat(drawn));
    done = end;
    await setImmediate();
  }
  const pixels = readFileSync(path).subarray(0, count * bytesEach);
  const garments = Array.from({ length: count }, (_, i) => sampleGarment(first + i));
  return { count, size, pixels, garments };
}

/** @returns the number of whole pictures in the file; a kill may have left a part of one, which is cut off */
function drawnBefore(path: string, bytesEach: number): number {
  if (!existsSync(path)) return 0;
  const count = Math.floor(statSync(path).size / bytesEach);
  truncateSync(path, count * bytesEach);
  return count;
}

function picture(number: number, size: number): Uint8Array {
  const { rgba } = garmentPixels(garmentSvg(sampleGarment(number), { seed: number }), size);
  const rgb = new Uint8Array(3 * size ** 2);
  for (let i = 0; i < rgb.length; i++) rgb[i] = rgba[Math.floor(i / 3) * 4 + (i % 3)]!;
  return rgb;
}
