import { describe, expect, it } from '@jest/globals';
import {
  type Category,
  fittingPhrases,
  type GarmentDescription,
  garmentPhrases,
  garmentPixels,
  garmentPng,
  garmentPrompt,
  garmentSvg,
  PHRASES,
  parseGarment,
  type Slot,
  sampleGarment,
} from '../../../server/garments/index.js';

const SIZE = 96;
const draw = (garment: GarmentDescription, seed = 5) =>
  garmentPixels(garmentSvg(garment, { seed }), SIZE).rgba;

/** The share of pixels of which a channel differs by more than a tenth of its range. */
function pixelDistance(a: Uint8Array, b: Uint8Array): number {
  const differs = (i: number) => Math.abs((a[i] ?? 0) - (b[i] ?? 0)) > 25;
  let different = 0;
  for (let i = 0; i < a.length; i += 4) {
    if (differs(i) || differs(i + 1) || differs(i + 2)) different++;
  }
  return different / (a.length / 4);
}

/** Pixels that differ clearly from the paper in the corner. */
function silhouette(rgba: Uint8Array): boolean[] {
  return Array.from({ length: SIZE * SIZE }, (_, i) =>
    [0, 1, 2].some((channel) => Math.abs((rgba[4 * i + channel] ?? 0) - (rgba[channel] ?? 0)) > 12),
  );
}

const seeds = Array.from({ length: 40 }, (_, i) => i);

describe('phrases', () => {
  it('give the same garment in any order, case and spacing', () => {
    const garment = parseGarment(['navy', 'v-neck', 'dress', 'belt', 'sequins', 'polka dots']);

    expect(parseGarment([' Sequins', 'polka  dots', 'BELT', 'dress', 'v-neck', 'navy', 'navy'])).toEqual(
      garment,
    );
  });

  it.each(seeds)('survive the way to a prompt and back (seed %i)', (seed) => {
    const garment = sampleGarment(seed);

    expect(parseGarment(garmentPrompt(garment).split(','))).toEqual(garment);
    expect(parseGarment(garmentPhrases(garment).reverse())).toEqual(garment);
  });

  it('need nothing but a category', () => {
    expect(parseGarment(['skirt'])).toEqual({
      category: 'skirt',
      neckline: null,
      sleeve: null,
      fit: 'regular fit',
      length: 'knee length',
      colour: 'ivory',
      pattern: 'solid',
      details: [],
    });
  });

  it.each([
    [['dress', 'cape', 'red', 'hologram'], 'Unknown phrase "cape", "hologram"'],
    [['red', 'v-neck'], 'Say what it is'],
    [['dress', 'skirt'], 'Say one category, not "dress", "skirt"'],
    [['dress', 'red', 'navy'], 'Say one colour, not "red", "navy"'],
    [['skirt', 'v-neck'], 'A garment of category "skirt" cannot have "v-neck"'],
    [['dress', 'zip', 'buttons'], 'Choose one of "buttons", "zip"'],
  ])('are refused with the reason: %j', (phrases, reason) => {
    expect(() => parseGarment(phrases)).toThrow(RangeError);
    expect(() => parseGarment(phrases)).toThrow(reason);
  });

  it('are in one slot each, and every one fits some category', () => {
    const all = Object.values(PHRASES).flat();
    const fitting = PHRASES.category.flatMap((category) => Object.values(fittingPhrases(category)).flat());

    expect(new Set(all).size).toBe(all.length);
    expect(new Set(fitting)).toEqual(new Set(all));
  });
});

describe('a drawing', () => {
  it('is the same bytes for the same garment and seed, and another picture for another seed', () => {
    const garment = sampleGarment(3);
    const png = (seed: number) => garmentPng(garmentSvg(garment, { seed }), 64);

    expect(png(1)).toEqual(png(1));
    expect(png(1)).not.toEqual(png(2));
  });

  it.each(PHRASES.category.map((category, i) => [category, i] as const))(
    'of a %s is symmetric, inside the frame, not empty, and has a number at every point',
    (category, i) => {
      // dark and plain, so that nothing on the cloth is as light as the paper
      const dark: Partial<GarmentDescription> = { colour: 'navy', pattern: 'solid', details: [] };
      const svg = garmentSvg({ ...sampleGarment(i + 11, category), ...dark }, { seed: i });
      const mask = silhouette(garmentPixels(svg, SIZE).rgba);
      const row = (y: number) => mask.slice(y * SIZE, (y + 1) * SIZE);
      const rows = Array.from({ length: SIZE }, (_, y) => row(y));
      const area = mask.filter(Boolean).length / mask.length;
      const unlike = rows.flatMap((pixels) =>
        pixels.filter((inked, x) => inked !== pixels[SIZE - 1 - x]),
      ).length;

      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      expect(area).toBeGreaterThan(0.08);
      expect(unlike / mask.length).toBeLessThan(0.01);
      expect([...row(0), ...row(SIZE - 1), ...rows.map(([first]) => first)]).not.toContain(true);
    },
  );

  it('contains no text', () => {
    expect(garmentSvg(sampleGarment(1), { seed: 1 })).not.toContain('<text');
  });

  it.each([0, -1, 2.5, 4096, Number.NaN])('refuses a picture of size %p', (size) => {
    expect(() => garmentPng(garmentSvg(sampleGarment(1), { seed: 1 }), size)).toThrow(RangeError);
  });

  it('refuses a seed that is no whole number', () => {
    expect(() => garmentSvg(sampleGarment(1), { seed: 0.5 })).toThrow(RangeError);
  });
});

/** The least distance of two phrases of a slot: 46 pixels of 96 by 96, where a phrase that is not drawn has 0. */
const FLOOR = 0.005;

function alternatives(category: Category, slot: Slot): [string, Uint8Array][] {
  const plain = [category, 'red'];
  const phrases: readonly string[] = fittingPhrases(category)[slot];
  const base = slot === 'colour' ? [category] : plain;
  const pictures = phrases.map((phrase): [string, Uint8Array] => [
    phrase,
    draw(parseGarment([...base, phrase])),
  ]);
  return slot === 'detail' ? [['no detail', draw(parseGarment(plain))], ...pictures] : pictures;
}

describe.each(PHRASES.category)('every phrase of a %s', (category) => {
  it.each(['neckline', 'sleeve', 'fit', 'length', 'detail'] as const)('is seen: %s', (slot) => {
    const pictures = alternatives(category, slot);
    const alike = pictures.flatMap(([phrase, picture], i) =>
      pictures
        .slice(i + 1)
        .filter(([, other]) => pixelDistance(picture, other) < FLOOR)
        .map(([other]) => `${phrase} and ${other}`),
    );

    expect(alike).toEqual([]);
  });
});

it.each(['colour', 'pattern'] as const)('every %s is seen', (slot) => {
  const pictures = alternatives('dress', slot).map(([, picture]) => picture);
  const distances = pictures.flatMap((picture, i) =>
    pictures.slice(i + 1).map((other) => pixelDistance(picture, other)),
  );

  expect(Math.min(...distances)).toBeGreaterThan(FLOOR);
});

it('every category is drawn differently', () => {
  const pictures = PHRASES.category.map((category) => draw(parseGarment([category, 'grey'])));
  const distances = pictures.flatMap((picture, i) =>
    pictures.slice(i + 1).map((other) => pixelDistance(picture, other)),
  );

  expect(Math.min(...distances)).toBeGreaterThan(FLOOR);
});
