import sharp from 'sharp';
import { gradient } from '../../support/perfusion/model-folders.js';

/** A file of smooth colours that differ by seed. */
export function gradientPng(seed: number): Promise<Buffer> {
  const { width, height, pixels } = gradient(seed);
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
