import { expect, it } from '@jest/globals';
import { sameStoreLift } from '../../../../server/statistics/index.js';
import { decidingStores } from '../../../../server/statistics/same-store/estimands/few-stores.js';
import { expectReference, liftCase, storesOf, wordsOf } from './lift-cases.js';
import { CTR } from './store-cases.js';

/** From value, errors and effective stores of the reference: `t.ppf` and `norm.ppf` of SciPy 1.17.1. */
const SCIPY = [
  ['lift_eight_stores', 'trafficWeighted', 0.034607874528128385, 0.2682400767608145],
  ['lift_items_few_stores', 'trafficWeighted', -0.8634705553191577, 6.941302561160731],
  ['lift_items_few_stores', 'averageRates', -0.7447152364354998, 3.147935160035734],
  ['lift_one_item_mixtures', 'averageRates', -0.08233025937787418, 1.310853301834661],
] as const;

const liftOf = (id: string) => {
  const reference = liftCase(id);
  return sameStoreLift([...storesOf(reference).values()], { ...CTR, words: wordsOf(reference.metric) });
};

it.each(SCIPY)('allows in %s for the few stores that carry %s', (id, estimand, lower, upper) => {
  const { lowerFewStores, upperFewStores } = liftOf(id)[estimand];

  expectReference({ lowerFewStores, upperFewStores }, { lowerFewStores: lower, upperFewStores: upper });
});

it.each([
  ['lift_eight_stores', 'averageRates'], // 7.7 of 8
  ['lift_items_many_stores', 'averageRates'],
  ['lift_one_store', 'trafficWeighted'],
  ['lift_ai_never_clicked', 'trafficWeighted'],
] as const)('gives no other interval in %s, %s', (id, estimand) => {
  expect(liftOf(id)[estimand]).toMatchObject({ lowerFewStores: null, upperFewStores: null });
});

it.each([
  [2, 2, 'FEW'],
  [1.1, 2, 'FEW_OF_MORE'],
  [7.7, 8, 'FEW'],
  [4.4, 8, 'FEW_OF_MORE'],
  [9.9, 10, 'FEW'],
  [10, 30, 'MANY'],
  [15, 60, 'FEW_OF_MORE'],
])('of %d effective stores of %d says %s', (effectiveStores, stores, deciding) => {
  expect(decidingStores(effectiveStores, stores)).toBe(deciding);
});
