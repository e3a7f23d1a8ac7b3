import type { MethodSource } from '../answer/Method.js';

export const METHODS: readonly MethodSource[] = [
  { name: 'Absolute difference', source: 'Welch’s t-test (1947), sample variances per arm' },
  {
    name: 'Relative difference',
    source: 'Fieller’s theorem (1954): excludes zero if and only if Welch’s test does',
  },
  {
    name: 'Relative difference, second row',
    source: 'Delta method (Deng, Knoblich & Lu, KDD 2018), as most platforms show it',
  },
  {
    name: 'Sequential',
    source: 'Asymptotic confidence sequence (Waudby-Smith et al., Annals of Statistics 2024)',
  },
  { name: 'Chance to be better', source: 'Normal posterior with a flat prior (Stucchio, VWO, 2015)' },
  {
    name: 'Several treatments',
    source: 'Holm (1979); Pearson’s chi-square over all arms for a proportion, Wald’s otherwise',
  },
  { name: 'Margin', source: 'Two one-sided tests (Schuirmann 1987)' },
  {
    name: 'Sample ratio',
    source:
      'Pearson’s chi-square, alert below p = 0.001 if a share is off by 0.1% of all units or more (Fabijan et al., KDD 2019)',
  },
];
