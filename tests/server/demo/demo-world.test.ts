import { expect, it } from '@jest/globals';
import { demoItems } from '../../../server/demo/demo-items.js';
import { demoStores } from '../../../server/demo/demo-stores.js';
import { DEMO_SETTINGS, DEMO_TRUTH, demoShops } from '../../../server/demo/demo-world.js';
import { garmentTitle } from '../../../server/demo/garment-title.js';
import { garmentDrawer } from '../../../server/demo/image-drawer.js';
import { parseGarment } from '../../../server/garments/index.js';

const firstDay = new Date('2026-03-02T00:00:00Z');

const catalogue = (seed: number) => {
  const settings = { ...DEMO_SETTINGS, seed };
  const shops = demoShops(settings);
  const stores = demoStores(settings, shops);
  return { stores, items: demoItems(settings, { shops, stores, firstDay }) };
};

const standard = catalogue(DEMO_SETTINGS.seed);

it('is the same for the same seed, and another for another', () => {
  expect(catalogue(DEMO_SETTINGS.seed)).toEqual(standard);
  expect(catalogue(7).items[0]).not.toEqual(standard.items[0]);
});

it('has the true lifts that the paper found: arXiv 2503.22182, abstract', () => {
  expect(DEMO_TRUTH.searchCtr).toBeCloseTo(0.1781, 12);
  expect(DEMO_TRUTH.recommendationCtr).toBeCloseTo(0.1335, 12);
  expect(DEMO_TRUTH.conversion).toBeCloseTo(0.1727, 12);
});

it('has 120 stores of different names, in several countries and currencies', () => {
  const { stores } = standard;
  const distinct = (of: (store: (typeof stores)[number]) => string) => new Set(stores.map(of)).size;

  expect(stores).toHaveLength(120);
  expect(distinct(({ name }) => name)).toBe(120);
  expect(distinct(({ currency }) => currency)).toBe(6);
  expect(distinct(({ attributes }) => attributes.size)).toBe(3);
  expect(distinct(({ attributes }) => attributes.positioning)).toBe(3);
});

it('has 6,000 items of both origins in every store, priced in its currency and listed before the first day', () => {
  const { stores, items } = standard;
  const all = items.flat();

  expect(all).toHaveLength(6_000);
  expect(new Set(items.map(({ length }) => length)).size).toBeGreaterThan(20);
  for (const [index, ofStore] of items.entries()) {
    expect(new Set(ofStore.map(({ origin }) => origin)).size).toBe(2);
    expect(new Set(ofStore.map(({ key }) => key)).size).toBe(ofStore.length);
    expect(new Set(ofStore.map(({ currency }) => currency))).toEqual(new Set([stores[index]!.currency]));
  }
  expect(all.filter(({ listedOn }) => listedOn >= '2026-03-02')).toEqual([]);
  expect(all.filter(({ priceMinor }) => !Number.isSafeInteger(priceMinor) || priceMinor < 400)).toEqual([]);
});

it('titles and draws an item without a hint of who designed it', () => {
  const garment = parseGarment(['navy', 'midi', 'stripes', 'dress', 'v-neck', 'belt']);

  expect(garmentTitle(garment)).toBe('Navy striped midi dress, v-neck, sleeveless, with belt');
  for (const { title, recipe } of standard.items.flat())
    expect(`${title} ${recipe}`).not.toMatch(/\bAI\b|human/i);
});

it('draws the picture of a recipe, always the same, and refuses what is none', () => {
  const { recipe } = standard.items[0]![0]!;
  const png = garmentDrawer.draw(recipe);

  expect(Buffer.from(png).subarray(1, 4).toString()).toBe('PNG');
  expect(Buffer.from(garmentDrawer.draw(recipe)).equals(png)).toBe(true);
  expect(() => garmentDrawer.draw('a dress')).toThrow(RangeError);
});
