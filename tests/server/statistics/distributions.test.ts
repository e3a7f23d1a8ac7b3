import { expect, it } from '@jest/globals';
import {
  chiSquareUpperTail,
  normalCritical,
  normalTwoSidedPValue,
  tCritical,
  tTwoSidedPValue,
} from '../../../server/statistics/distributions.js';

// mpmath 1.3 at 40 digits (betainc, gammainc, erfinv; roots by findroot).
it.each<[string, number, number]>([
  ['t_{0.975, 1}', tCritical(0.95, 1), 12.70620473617469],
  ['t_{0.975, 2}', tCritical(0.95, 2), 4.302652729749461],
  ['t_{0.975, 7}', tCritical(0.95, 7), 2.364624251592784],
  ['t_{0.975, 39}', tCritical(0.95, 39), 2.02269092003676],
  ['t_{0.975, 999}', tCritical(0.95, 999), 1.962341461133449],
  ['P(|T_7| >= 1.379138113695476)', tTwoSidedPValue(-1.379138113695476, 7), 0.210303560956346],
  ['P(|T_39| >= 3.0)', tTwoSidedPValue(-3.0, 39), 0.004686567940364],
  ['P(|T_199| >= 12.0)', tTwoSidedPValue(-12.0, 199), 2.579960674793125e-25],
  ['P(chi2_7 >= 12.49585014927182)', chiSquareUpperTail(12.49585014927182, 7), 0.085387050981706],
  ['P(chi2_199 >= 398.0)', chiSquareUpperTail(398.0, 199), 2.154836069475088e-15],
  ['P(chi2_999 >= 1998.0)', chiSquareUpperTail(1998.0, 999), 4.833188977602956e-69],
  ['z_0.975', normalCritical(0.95), 1.959963984540054],
  ['P(|Z| >= 9)', normalTwoSidedPValue(9), 2.257176811907681e-19],
])('computes %s to 12 digits', (_, actual, expected) => {
  expect(Math.abs(actual / expected - 1)).toBeLessThan(1e-12);
});
