import sharp, { type ResizeOptions } from 'sharp';
import { invalidInput } from '../../platform/index.js';
import type { NamedImage, RawImage } from '../compute/model-runner.js';
import type { Tensor, TensorMetadata } from './inference-protocol.js';
import { numbersOf, textsOf } from './tensor-elements.js';

const MAX_PIXELS = 50_000_000;

/** Pixels are sent as JSON, about four bytes a number; an image of 512 x 512 has 786,432. */
const MAX_SIDE = 512;

/**
 * An image as the tensor a server wants: a file in base64, or pixels. Where the server's height and width are
 * fixed, the middle of the image is sent in that size, as CLIP's own preprocessing does; where they are not, the
 * whole of it, shrunk to 512 pixels on its larger side.
 */
export async function toImageTensor(
  { name, datatype, shape }: TensorMetadata,
  image: NamedImage,
): Promise<Tensor> {
  if (datatype === 'BYTES') {
    const data = [Buffer.from(image.bytes).toString('base64')];
    return { name, datatype, shape: shape.map(() => 1), data };
  }
  const [height, width] = shape.slice(-3) as [number, number];
  const decoded = await decode(image, sizeFor(width, height));
  const pixels = [decoded.height, decoded.width, 3];
  return {
    name,
    datatype,
    shape: shape.length === 4 ? [1, ...pixels] : pixels,
    data: Array.from(decoded.pixels),
  };
}

/** @throws {DomainError} INVALID_INPUT for a tensor that holds no one image */
export async function fromImageTensor(tensor: Tensor): Promise<RawImage> {
  if (tensor.datatype !== 'UINT8') {
    const [text, ...more] = textsOf(tensor);
    if (text === undefined || more.length > 0) throw notOne(tensor);
    return decode({ name: 'the answer of the server', bytes: Buffer.from(text, 'base64') });
  }
  const [channels, width, height, count = 1] = tensor.shape.toReversed();
  if (channels !== 3 || !width || !height || count !== 1) throw notOne(tensor);
  const numbers = numbersOf(tensor);
  if (numbers.some((number) => !Number.isInteger(number) || number < 0 || number > 255)) {
    throw invalidInput(`The tensor "${tensor.name}" must hold whole numbers from 0 to 255`);
  }
  return { width, height, pixels: Uint8Array.from(numbers) };
}

/** For a tensor of some width and height; -1 is any. */
const sizeFor = (width: number, height: number): ResizeOptions =>
  width > 0 && height > 0
    ? { width, height, fit: 'cover' }
    : { width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true };

/** @param size as large as it is where absent */
async function decode({ name, bytes }: NamedImage, size?: ResizeOptions): Promise<RawImage> {
  try {
    const image = sharp(bytes, { failOn: 'truncated', limitInputPixels: MAX_PIXELS })
      .rotate()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb');
    if (size) image.resize({ ...size, kernel: 'cubic' });
    const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, pixels: new Uint8Array(data) };
  } catch (error) {
    throw invalidInput(`${name} is no image that can be read (${(error as Error).message.trim()})`);
  }
}

const notOne = ({ name, shape }: Tensor) =>
  invalidInput(`The tensor "${name}" of the shape [${shape}] is not one image of red, green and blue`);
