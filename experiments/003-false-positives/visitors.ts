import type { RandomStream } from '../../server/random/index.js';
import type { ArmSums } from '../../server/statistics/index.js';
import { VISITORS } from './settings.js';

type RatioSums = Extract<ArmSums, { kind: 'RATIO' }>;

/** Sums of clicks of impressions over so many visitors, in the experiment and before it, none of whom is treated. */
export function drawVisitors(visitors: number, draws: RandomStream): RatioSums {
  const sums = { ...NO_VISITORS, units: visitors };
  const before = { ...NOTHING_BEFORE };
  for (let visitor = 0; visitor < visitors; visitor++) {
    const { impressions: mean, impressionsLogSd, clickRate, clickRateLogSd } = VISITORS;
    const traffic = mean * Math.exp(impressionsLogSd * draws.normal() - impressionsLogSd ** 2 / 2);
    const rate = Math.min(0.9, clickRate * Math.exp(clickRateLogSd * draws.normal()));
    const [z, d] = [draws.poisson(traffic), draws.poisson(traffic)];
    const [x, m] = [draws.binomial(z, rate), draws.binomial(d, rate)];
    sums.sum += m;
    sums.sumSquares += m * m;
    sums.denominatorSum += d;
    sums.denominatorSumSquares += d * d;
    sums.productSum += m * d;
    before.sum += x;
    before.sumSquares += x * x;
    before.denominatorSum += z;
    before.denominatorSumSquares += z * z;
    before.productSum += x * z;
    before.productWithSum += x * m;
    before.sumWithDenominator += x * d;
    before.denominatorWithSum += z * m;
    before.denominatorWithDenominator += z * d;
  }
  return { kind: 'RATIO', ...sums, before };
}

const NO_VISITORS = {
  units: 0,
  sum: 0,
  sumSquares: 0,
  denominatorSum: 0,
  denominatorSumSquares: 0,
  productSum: 0,
};

const NOTHING_BEFORE = {
  sum: 0,
  sumSquares: 0,
  denominatorSum: 0,
  denominatorSumSquares: 0,
  productSum: 0,
  productWithSum: 0,
  sumWithDenominator: 0,
  denominatorWithSum: 0,
  denominatorWithDenominator: 0,
};
