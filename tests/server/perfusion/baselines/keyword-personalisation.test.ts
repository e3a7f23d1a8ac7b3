import { describe, expect, it } from '@jest/globals';
import type * as tf from '@tensorflow/tfjs-core';
import {
  chosenCandidate,
  preferenceKeywords,
  weightedContext,
} from '../../../../server/perfusion/baselines/keyword-personalisation.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import { expectNoLeak, relativeError, waves } from '../../../support/perfusion/close.js';

const LIKED = new Map([
  ['ana', ['red', 'red', 'striped', 'cotton', 'cotton', 'cotton']],
  ['ben', ['cotton', 'blue', 'blue']],
  ['eva', ['cotton', 'green']],
]);

describe('preference keywords', () => {
  it('weigh frequency against how many others like the same (TF-IDF by hand)', () => {
    // red: 2 (ln(4/2) + 1) = 3.39; cotton: 3 (ln(4/4) + 1) = 3; striped: ln 2 + 1 = 1.69
    expect(preferenceKeywords(LIKED, 'ana')).toEqual(['red', 'cotton', 'striped']);
    expect(preferenceKeywords(LIKED, 'ana', 1)).toEqual(['red']);
  });

  it('put ties in alphabetical order, and need a history', () => {
    expect(preferenceKeywords(new Map([['ana', ['b', 'a']]]), 'ana')).toEqual(['a', 'b']);
    expect(() => preferenceKeywords(LIKED, 'tom')).toThrow('nothing is known of what tom liked');
  });
});

describe('prompt weighting', () => {
  useBackend();

  it('moves a token away from the empty prompt', () => {
    const [context, empty] = [waves<tf.Rank.R3>([1, 2, 3]), waves<tf.Rank.R3>([1, 2, 3], 4)];
    const [c, e] = [context.dataSync(), empty.dataSync()];
    const expected = [0, 1, 2, 3, 4, 5].map((i) => (i < 3 ? c[i]! : e[i]! + 2 * (c[i]! - e[i]!)));

    expect(relativeError(weightedContext(context, empty, [1, 2]), expected)).toBeLessThan(1e-6);
    expectNoLeak(() => weightedContext(context, empty, [1, 2]));
  });
});

it('the choice is the largest log item + 2 log style', () => {
  const candidates = [
    { item: 0.3, style: 0.2 }, // 0.3 * 0.04 = 0.012
    { item: 0.2, style: 0.3 }, // 0.2 * 0.09 = 0.018
    { item: 0.4, style: -0.1 },
  ];

  expect(chosenCandidate(candidates)).toBe(1);
  expect(chosenCandidate(candidates, 0.5)).toBe(0);
  expect(() => chosenCandidate([])).toThrow('no candidate');
});
