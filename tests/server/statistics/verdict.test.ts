import { expect, it } from '@jest/globals';
import { verdict } from '../../../server/statistics/index.js';

const interval = (lower: number, upper: number) => ({
  value: (lower + upper) / 2,
  lower,
  upper,
  standardError: 1,
  pValue: 0.5,
  reason: null,
});

it.each([
  [0.1, 0.3, 'HIGHER'],
  [-0.3, -0.1, 'LOWER'],
  [-0.1, 0.3, 'INCONCLUSIVE'],
  [0, 0.3, 'INCONCLUSIVE'],
  [-0.3, 0, 'INCONCLUSIVE'],
])('reads [%p, %p] as %s', (lower, upper, expected) => {
  expect(verdict(interval(lower, upper))).toBe(expected);
});

it('does not decide without an interval', () => {
  const estimate = {
    value: 0.2,
    lower: null,
    upper: null,
    standardError: null,
    pValue: null,
    reason: 'One store.',
  };

  expect(verdict(estimate)).toBe('NOT_COMPUTED');
});
