import { describe, expect, it } from '@jest/globals';
import { garmentPhrases, sampleGarment } from '../../../../server/garments/index.js';
import { mersenneTwister } from '../../../../server/random/index.js';
import {
  drawGroups,
  drawTaste,
  type MerchantProfile,
  type TastePopulation,
  utility,
} from '../../../../server/simulation/index.js';
import type { ChoiceSettings } from '../../../../server/simulation/merchants/choices.js';
import { drawPick } from '../../../../server/simulation/merchants/choices.js';

const catalogue = Array.from({ length: 1_500 }, (_, seed) => sampleGarment(seed));
const merchants: MerchantProfile[] = Array.from({ length: 12 }, (_, i) => ({
  name: `Shop ${i}`,
  features: { country: i % 2 === 0 ? 'FR' : 'JP', size: i % 3 === 0 ? 'small' : 'large' },
}));
const population: TastePopulation = { shared: 0.4, byFeature: { country: 0.5, size: 0.3 }, own: 0.6 };
const tastes = merchants.map((merchant) => drawTaste(merchant, population, 5));
const settings: ChoiceSettings = { seed: 3, groups: 600, groupSize: 5, mostPhrases: 2, temperature: 0.3 };

const meanAuc = (
  groups: ReturnType<typeof drawGroups>,
  scoreOf: (place: number, merchant: number) => number,
) => {
  const shares = groups.map(({ candidates, picked, merchant }) => {
    const scores = candidates.map((place) => scoreOf(place, merchant));
    return scores.filter((score, i) => i !== picked && score < scores[picked]!).length / (scores.length - 1);
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
};

describe('the taste of simulated merchants', () => {
  it('follows from the seed, the name and the features alone, and has length 1', () => {
    const [merchant] = merchants as [MerchantProfile];

    expect(drawTaste(merchant, population, 5)).toEqual(tastes[0]);
    expect(drawTaste(merchant, population, 6)).not.toEqual(tastes[0]);
    for (const { weights } of tastes) expect(Math.hypot(...weights)).toBeCloseTo(1, 12);
  });

  it('is alike for merchants with the same features where nobody has a taste of their own', () => {
    const [a, b] = [0, 6].map((i) => drawTaste(merchants[i]!, { ...population, own: 0 }, 5));

    expect(a).toEqual(b);
  });

  it('gives random garments utilities of about mean 0 and variance 1', () => {
    const utilities = tastes.flatMap((taste) => catalogue.map((garment) => utility(taste, garment)));

    const mean = utilities.reduce((sum, value) => sum + value, 0) / utilities.length;
    const variance = utilities.reduce((sum, value) => sum + (value - mean) ** 2, 0) / utilities.length;
    expect(Math.abs(mean)).toBeLessThan(0.5);
    expect(variance).toBeGreaterThan(0.6);
    expect(variance).toBeLessThan(1.6);
  });
});

describe('simulated picks', () => {
  it('are the same for the same seed', () => {
    const draw = () => drawGroups(tastes, catalogue, { ...settings, groups: 40 });

    expect(draw()).toEqual(draw());
  });

  it('come from five different garments that all fit the prompt', () => {
    for (const { candidates, phrases } of drawGroups(tastes, catalogue, { ...settings, groups: 50 })) {
      expect(new Set(candidates).size).toBe(5);
      for (const place of candidates)
        expect(garmentPhrases(catalogue[place]!)).toEqual(expect.arrayContaining([...phrases]));
    }
  });

  it('have the frequencies of the softmax of utility over temperature', () => {
    const utilities = [0.2, -0.1, 0.5];
    const draws = mersenneTwister(11);
    const counts = [0, 0, 0];
    for (let i = 0; i < 30_000; i++) counts[drawPick(utilities, 0.5, draws)]! += 1;

    const weights = utilities.map((value) => Math.exp(value / 0.5));
    const total = weights.reduce((sum, value) => sum + value, 0);
    for (const [i, count] of counts.entries()) expect(count / 30_000).toBeCloseTo(weights[i]! / total, 1.9);
  });

  it('are ranked best by the oracle, worse by what all merchants share, and better than by chance by that', () => {
    const groups = drawGroups(tastes, catalogue, settings);
    const shared = tastes[0]!.weights.map(
      (_, axis) => tastes.reduce((sum, { weights }) => sum + weights[axis]!, 0) / tastes.length,
    );

    const oracle = meanAuc(groups, (place, merchant) => utility(tastes[merchant]!, catalogue[place]!));
    const everybody = meanAuc(groups, (place) => utility({ weights: shared }, catalogue[place]!));
    expect(oracle).toBeGreaterThan(everybody + 0.1);
    expect(everybody).toBeGreaterThan(0.55);
  });

  it('are always the best where there is no chance in them', () => {
    for (const { utilities, picked } of drawGroups(tastes, catalogue, {
      ...settings,
      groups: 50,
      temperature: 0,
    }))
      expect(utilities[picked]).toBe(Math.max(...utilities));
  });
});
