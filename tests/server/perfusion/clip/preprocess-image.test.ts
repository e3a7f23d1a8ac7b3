import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { preprocessImage, resizedSize } from '../../../../server/perfusion/clip/preprocess-image.js';
import { resizeBicubic } from '../../../../server/perfusion/clip/resize-bicubic.js';
import { decodePicture } from '../../../../server/perfusion/data/decode-picture.js';
import { relativeError } from '../../../support/perfusion/close.js';
import { goldenPath, goldenTensors } from '../../../support/perfusion/golden.js';

const golden = goldenTensors('preprocess/golden.safetensors');
const decode = (i: number) => decodePicture(readFileSync(goldenPath(`preprocess/src_${i}.png`)));

it.each([0, 1, 2, 3])('equals Pillow and torchvision on picture %i', async (i) => {
  const picture = await decode(i);
  const size = i === 3 ? 224 : 32;
  const [width, height] = golden.values(`resized_wh_${i}`);

  const values = preprocessImage(picture, size);

  expect(resizedSize(picture, size)).toEqual({ width, height });
  const expected = golden.values(`pixel_values_${i}_hwc`); // of picture 3 the first 8 rows
  expect(relativeError(values.subarray(0, expected.length), expected)).toBeLessThan(2e-7); // one float32 rounding, so equal bytes
});

it('keeps a picture of one colour, whatever the size', () => {
  const grey = { width: 7, height: 5, pixels: new Uint8Array(7 * 5 * 3).fill(100) };

  expect(new Set(resizeBicubic(grey, { width: 3, height: 11 }).pixels)).toEqual(new Set([100]));
});

it('cuts an odd margin as torchvision or Hugging Face do', () => {
  const ramp = {
    width: 7,
    height: 4,
    pixels: Uint8Array.from({ length: 84 }, (_, i) => Math.floor(i / 3) % 7),
  };
  const firstColumn = (rule: 'torchvision' | 'huggingFace') =>
    Math.round((preprocessImage(ramp, 4, rule)[0]! * 0.26862954 + 0.48145466) * 255);

  expect(firstColumn('torchvision')).toBe(2); // round(1.5) = 2
  expect(firstColumn('huggingFace')).toBe(1);
});

it('cuts a part of a resized picture as if the whole had been resized', async () => {
  const picture = await decode(1);
  const whole = { width: 29, height: 23 };
  const { pixels } = resizeBicubic(picture, whole);

  const part = resizeBicubic(picture, whole, { left: 5, top: 7, width: 11, height: 6 });

  const expected = Array.from({ length: 6 }, (_, row) => {
    const from = ((row + 7) * whole.width + 5) * 3;
    return [...pixels.subarray(from, from + 11 * 3)];
  });
  expect(part).toEqual({ width: 11, height: 6, pixels: Uint8Array.from(expected.flat()) });
});

it.each([
  [1_000_000, 1],
  [1, 1_000_000],
])('takes the middle of a picture of %i x %i pixels', (width, height) => {
  const pixels = new Uint8Array(3_000_000).fill(100, 3 * 499_900);

  const values = preprocessImage({ width, height, pixels }, 224, 'huggingFace');

  const reds = values.filter((_, i) => i % 3 === 0);
  expect(reds).toHaveLength(224 ** 2);
  expect(new Set(reds)).toEqual(new Set([Math.fround((100 / 255 - 0.48145466) / 0.26862954)]));
});

it('says what is wrong with bytes that are no picture', async () => {
  await expect(decodePicture(Buffer.from('%PDF-1.7'))).rejects.toThrow('Use a JPEG, PNG or WebP file');
  expect(() => preprocessImage({ width: 0, height: 3, pixels: new Uint8Array(0) }, 32)).toThrow('no pixels');
});
