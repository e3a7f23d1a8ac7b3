import { describe, expect, it } from '@jest/globals';
import { garmentPhrases, parseGarment, sampleGarment } from '../../../../../server/garments/index.js';
import {
  ALL_PHRASES,
  phraseShares,
  SLOT_SIZES,
} from '../../../../../server/models/training/data/captions.js';
import { SimulatedGroups, simulatedData } from '../../../../../server/models/training/data/simulated-data.js';
import { microRecipe } from '../micro-recipe.js';

const { groups } = microRecipe();
if (!groups || !('simulated' in groups)) throw new Error('the micro recipe simulates its groups');
const settings = groups.simulated;

describe('simulated groups', () => {
  const garments = Array.from({ length: 210 }, (_, i) => sampleGarment(i));
  const data = (testSeed?: number) => simulatedData({ ...settings, testSeed }, { garments, split: 120 });

  it('draws other test groups by another test seed, of the same training', () => {
    expect(data(2).train).toEqual(data().train);
    expect(data(2).tests).not.toEqual(data().tests);
    expect(data(settings.seed)).toEqual(data());
  });

  it.each(['seed', 'testSeed'])('refuse a %s that would draw the groups of a smaller one', (field) => {
    const found = SimulatedGroups.safeParse({ ...settings, [field]: settings.seed + 2 ** 30 });

    expect(found.error?.issues).toMatchObject([
      {
        path: [field],
        message: `must be a whole number from 0 to 1,073,741,823, not ${settings.seed + 2 ** 30}`,
      },
    ]);
  });
});

describe('phraseShares', () => {
  it('gives each slot 1 in all, most of it to what is true, and nothing where there is no such thing', () => {
    const skirt = parseGarment(['skirt', 'red', 'belt', 'bow']);
    const shares = phraseShares(skirt);

    const shareOf = (phrase: string) => shares[ALL_PHRASES.indexOf(phrase)];
    expect(shareOf('red')).toBeCloseTo(0.9 + 0.1 / 16, 9);
    expect(shareOf('black')).toBeCloseTo(0.1 / 16, 9);
    expect(shareOf('belt')).toBeCloseTo(0.45 + 0.1 / 11, 9);
    expect(shareOf('long sleeves')).toBe(0);
    expect(SLOT_SIZES.reduce((a, b) => a + b)).toBe(ALL_PHRASES.length);
    const slotsSaid = new Set(garmentPhrases(skirt)).size - 1; // two details are of one slot
    expect(shares.reduce((a, b) => a + b)).toBeCloseTo(slotsSaid, 9);
  });
});
