import sharp from 'sharp';
import type { Picture } from '../clip/resize-bicubic.js';
import { ModelError } from '../model-error.js';

/** Pictures beyond this many pixels are refused before they are decoded. */
const MAX_PIXELS = 50_000_000;

/**
 * Decodes a JPEG, PNG, WebP, AVIF or GIF file (its first frame) into red, green and blue bytes:
 * turned upright by its EXIF orientation, transparent parts on white.
 *
 * @throws {ModelError} if the bytes are no picture, or the picture is larger than 50 million pixels
 */
export async function decodePicture(bytes: Uint8Array): Promise<Picture> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS })
      .rotate()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, pixels: new Uint8Array(data) };
  } catch (error) {
    throw new ModelError(
      'The image cannot be decoded. Use a JPEG, PNG or WebP file of at most 50 million pixels.',
      { cause: error },
    );
  }
}
