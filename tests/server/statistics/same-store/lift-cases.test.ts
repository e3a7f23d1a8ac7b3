import { expect, it } from '@jest/globals';
import { sameStoreLift } from '../../../../server/statistics/index.js';
import { expectReference, LIFT_CASES, liftCase, storesOf, wordsOf } from './lift-cases.js';

it.each(LIFT_CASES)('has the numbers of the independent program in %s', (id) => {
  const reference = liftCase(id);
  const stores = storesOf(reference);
  const settings = { confidence: 0.95, minimumDenominator: 0, words: wordsOf(reference.metric) };

  const lift = sameStoreLift([...stores.values()], settings);

  const { pooledItemVariance: pool, stores: lines, ...answers } = lift;
  const { perStore, ...expected } = reference.expected;
  expectReference(
    {
      ...answers,
      pooledItemVariance: {
        ai: pool.ai.variance,
        human: pool.human.variance,
        degreesOfFreedomAi: pool.ai.degreesOfFreedom,
        degreesOfFreedomHuman: pool.human.degreesOfFreedom,
      },
    },
    expected,
  );
  const names = [...stores.keys()];
  for (const [name, line] of Object.entries(perStore)) {
    const { value, ...rest } = lines[names.indexOf(name)]!;
    expectReference({ lift: value, ...rest }, line, name);
  }
  expect(lines.filter(({ lower }) => lower !== null)).toHaveLength(Object.keys(perStore).length);
});
