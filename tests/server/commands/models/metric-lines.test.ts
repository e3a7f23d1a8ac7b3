import { expect, it } from '@jest/globals';
import { metricLines } from '../../../../server/commands/models/metric-lines.js';

it('writes a line a metric, its interval and number only where there is one', () => {
  const lines = metricLines([
    { name: 'GAUC', value: 0.81005, lower: 0.8, upper: 0.82, count: 9600 },
    { name: 'Share of it', value: 0.9 },
    { name: 'Of one', value: 1, lower: null, upper: null, count: 1 },
  ]);

  expect(lines.split('\n')).toEqual([
    'GAUC         0.8101  [0.8000, 0.8200]  n = 9600',
    'Share of it  0.9000',
    'Of one       1.0000  n = 1',
    '',
  ]);
});
