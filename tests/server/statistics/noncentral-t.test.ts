import { expect, test } from '@jest/globals';
import { noncentralTUpperTail } from '../../../server/statistics/noncentral-t.js';

// SciPy 1.17.1, nct.sf(t, df, nc).
test.each([
  [2, 1, 1.5, 0.5089800984822763],
  [2.776, 4, 2.2, 0.39121952305987545],
  [-2.776, 4, 2.2, 0.9999211108409535],
  [1.985, 95, 2.83, 0.7999852251199141],
  [1.9686, 284, 2.814, 0.8007380933172776],
  [1.96, 100000, 2.8, 0.7995449188145106],
  [12.706, 1, 5, 0.3051647406693054],
  [4.3, 2, 0, 0.025028577058545796],
])('P(T > %p) with %p degrees of freedom around %p', (t, degreesOfFreedom, noncentrality, expected) => {
  expect(noncentralTUpperTail(t, degreesOfFreedom, noncentrality)).toBeCloseTo(expected, 9);
});
