import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import sharp, { type Create, type OverlayOptions } from 'sharp';
import { cleanImage, smallerImage } from '../../../../../server/platform/storage/images/image-bytes.js';
import { itWith, program } from '../../../../support/run/needs.js';

const EXIFTOOL = '/usr/bin/exiftool';
const READER = program(EXIFTOOL, `no ${EXIFTOOL}: install libimage-exiftool-perl`);

/** The kinds of metadata that an independent reader finds in a picture. */
function metadataIn(bytes: Uint8Array): string[] {
  const [found] = JSON.parse(execFileSync(EXIFTOOL, ['-j', '-G', '-'], { input: bytes, encoding: 'utf8' }));
  const kinds = Object.keys(found).map((name) => name.split(':')[0]!);
  return [...new Set(kinds)]
    .filter((kind) => /^(EXIF|XMP|IPTC|Photoshop|MakerNotes|JUMBF)$/.test(kind))
    .sort();
}

const RED: Create = { width: 40, height: 20, channels: 3, background: 'red' };
const red = () => sharp({ create: RED });
const leftGreen: OverlayOptions = {
  input: { create: { width: 10, height: 20, channels: 3, background: '#00ff00' } },
  left: 0,
  top: 0,
};

/** A picture that says by what it was made. */
const withMaker = () =>
  red()
    .withExif({ IFD0: { Make: 'Camera', Software: 'image model 9' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><trainedAlgorithmicMedia/></x:xmpmeta>')
    .jpeg()
    .toBuffer();

describe('a picture that is accepted', () => {
  it.each([
    ['PNG', () => red().png(), 'image/png'],
    ['JPEG', () => red().jpeg(), 'image/jpeg'],
    ['WebP', () => red().webp(), 'image/webp'],
    ['AVIF', () => red().avif({ effort: 0 }), 'image/webp'],
  ])('may be %s', async (_, draw, contentType) => {
    const image = await cleanImage(await draw().toBuffer());

    expect(image).toMatchObject({ contentType, width: 40, height: 20 });
    expect((await sharp(image.bytes).metadata()).format).toBe(contentType.split('/')[1]);
  });

  it('keeps every pixel of a PNG', async () => {
    const noise = sharp({
      create: { ...RED, noise: { type: 'gaussian', mean: 128, sigma: 40 }, width: 64, height: 64 },
    });
    const given = await noise.png().toBuffer();

    const { bytes } = await cleanImage(given);

    expect((await sharp(bytes).raw().toBuffer()).equals(await sharp(given).raw().toBuffer())).toBe(true);
  });

  it('loses its camera, its place and its maker', async () => {
    const given = await withMaker();
    expect(given.includes('image model 9')).toBe(true);
    expect(given.includes('trainedAlgorithmicMedia')).toBe(true);

    const { bytes } = await cleanImage(given);

    expect(bytes.includes('image model 9')).toBe(false);
    expect(bytes.includes('trainedAlgorithmicMedia')).toBe(false);
    expect(await sharp(bytes).metadata()).not.toHaveProperty('exif');
  });

  itWith(READER)('has nothing left that an independent reader would tell of it', async () => {
    const given = await withMaker();

    expect(metadataIn(given)).toEqual(['EXIF', 'XMP']);
    expect(metadataIn((await cleanImage(given)).bytes)).toEqual([]);
  });

  it('stands upright as its camera meant it', async () => {
    const turned = await red()
      .composite([leftGreen])
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .withMetadata({ orientation: 6 }) // to be turned by 90 degrees clockwise: left becomes top
      .toBuffer();

    const { bytes, width, height } = await cleanImage(turned);
    const [r, g] = await sharp(bytes).extract({ left: 10, top: 2, width: 1, height: 1 }).raw().toBuffer();

    expect([width, height]).toEqual([20, 40]);
    expect(r).toBeLessThan(30);
    expect(g).toBeGreaterThan(220);
  });

  it('gives the same bytes every time, so that it is kept once', async () => {
    const given = await red().jpeg().toBuffer();

    expect((await cleanImage(given)).bytes.equals((await cleanImage(given)).bytes)).toBe(true);
  });
});

describe('a file that is refused', () => {
  it.each([
    ['text', async () => Buffer.from('store,item\n')],
    ['SVG', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['GIF', async () => red().gif().toBuffer()],
    ['half a PNG', async () => half(await red().png({ compressionLevel: 0 }).toBuffer())],
    [
      'half a JPEG',
      async () =>
        half(
          await sharp({
            create: { ...RED, width: 900, height: 900, noise: { type: 'gaussian', mean: 128, sigma: 40 } },
          })
            .jpeg()
            .toBuffer(),
        ),
    ],
  ])('may be %s', async (_, draw) => {
    await expect(cleanImage(await draw())).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('PNG, JPEG, WebP or AVIF'),
    });
  });

  it('may be larger than its file lets suspect', async () => {
    const bomb = await sharp({ create: { ...RED, width: 8_000, height: 6_000 } })
      .png()
      .toBuffer();

    await expect(cleanImage(bomb)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('40 megapixels'),
    });
  });
});

it('makes smaller copies and never larger ones', async () => {
  const given = await red().png().toBuffer();

  expect(await sharp(await smallerImage(given, 10)).metadata()).toMatchObject({
    format: 'webp',
    width: 10,
    height: 5,
  });
  expect(await sharp(await smallerImage(given, 100)).metadata()).toMatchObject({ width: 40, height: 20 });
});

const half = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2);
