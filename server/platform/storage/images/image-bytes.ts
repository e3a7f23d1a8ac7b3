import sharp, { type Sharp } from 'sharp';
import { invalidInput } from '../../errors/domain-error.js';

/** An image in a format every browser shows, without anything in the file but the image. */
export interface CleanImage {
  readonly bytes: Buffer;
  /** E.g. `image/png`. */
  readonly contentType: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

const MAX_PIXELS = 40_000_000;
const QUALITY = 92;

/** What is kept of each accepted format. SVG is refused: it can carry scripts and refer to other files. */
const KEPT_AS = { png: 'png', jpeg: 'jpeg', webp: 'webp', heif: 'webp' } as const;
type AcceptedFormat = keyof typeof KEPT_AS;

/**
 * Decodes an image and writes it again: upright, and without EXIF, XMP, C2PA or comments, which could tell where it
 * was taken or that a model drew it (an expert who rates it must not learn that from the file). PNG stays without
 * loss; AVIF becomes WebP.
 *
 * @throws {DomainError} INVALID_INPUT for anything but a whole PNG, JPEG, WebP or AVIF of at most 40 megapixels
 */
export async function cleanImage(bytes: Uint8Array): Promise<CleanImage> {
  try {
    const image = sharp(bytes, { failOn: 'truncated', limitInputPixels: MAX_PIXELS });
    const format = await acceptedFormat(image);
    const { data, info } = await image
      .autoOrient()
      .toFormat(KEPT_AS[format], { quality: format === 'png' ? undefined : QUALITY })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, contentType: `image/${info.format}`, width: info.width, height: info.height };
  } catch (error) {
    throw invalidInput(problemOf(error as Error));
  }
}

/** A copy of an image as WebP, at most `width` pixels wide and never enlarged. */
export const smallerImage = (bytes: Uint8Array, width: number): Promise<Buffer> =>
  sharp(bytes).resize({ width, withoutEnlargement: true }).webp({ quality: QUALITY }).toBuffer();

async function acceptedFormat(image: Sharp): Promise<AcceptedFormat> {
  const { format, compression } = await image.metadata();
  if (format in KEPT_AS && (format !== 'heif' || compression === 'av1')) return format as AcceptedFormat;
  throw new Error(`${format.toUpperCase()} is not among them`);
}

const problemOf = ({ message }: Error) =>
  /pixel limit/i.test(message)
    ? `The image has more than ${MAX_PIXELS / 1e6} megapixels, which is the limit`
    : `The file is not an image that can be shown: send a whole PNG, JPEG, WebP or AVIF (${message.trim()})`;
