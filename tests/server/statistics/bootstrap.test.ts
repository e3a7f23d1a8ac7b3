import { describe, expect, it } from '@jest/globals';
import { normals, uniforms } from '../../../server/random/index.js';
import { bootstrapMean, bootstrapRatio } from '../../../server/statistics/index.js';
import { BOOTSTRAPS } from './resampling.js';

it.each(BOOTSTRAPS)('computes what NumPy does of the same resamples: case %#', ({ input, expected }) => {
  const { values, per, ...config } = { seed: 1, ...input };

  const estimate = per ? bootstrapRatio({ values, per }, config) : bootstrapMean(values, config);

  expect(estimate).toEqual({
    value: expect.closeTo(expected.value, 12),
    lower: expect.closeTo(expected.lower, 12),
    upper: expect.closeTo(expected.upper, 12),
    n: expected.n,
  });
});

describe('the bootstrap interval of a mean', () => {
  const values = [...normals({ seed: 4, purpose: 'values' }, 400)];

  it('is about 1.96 standard errors on both sides, and narrower with less confidence', () => {
    const { value, lower, upper, n } = bootstrapMean(values, { seed: 1 })!;
    const mean = values.reduce((sum, x) => sum + x, 0) / 400;
    const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 399);

    expect(value).toBeCloseTo(mean, 12);
    expect(n).toBe(400);
    const halfWidth = (upper! - lower!) / 2 / (deviation / 20);
    expect(Math.abs(halfWidth - 1.96)).toBeLessThan(0.1);
    const half = bootstrapMean(values, { seed: 1, confidence: 0.5 })!;
    expect((half.upper! - half.lower!) / (upper! - lower!)).toBeCloseTo(0.6745 / 1.96, 1);
  });

  it('is the same for the same seed', () => {
    expect(bootstrapMean(values, { seed: 1 })).toEqual(bootstrapMean(values, { seed: 1 }));
    expect(bootstrapMean(values, { seed: 1 })).not.toEqual(bootstrapMean(values, { seed: 2 }));
  });

  it('is wider if values are in clusters: ten copies of each count as one', () => {
    const merchants = values.slice(0, 40);
    const copies = merchants.flatMap((value) => Array.from({ length: 10 }, () => value));
    const clusters = merchants.flatMap((_, i) => Array.from({ length: 10 }, () => i));

    const clustered = bootstrapMean(copies, { seed: 1, clusters })!;

    expect(clustered.lower).toBeCloseTo(bootstrapMean(merchants, { seed: 1 })!.lower!, 12);
    expect(clustered.n).toBe(400);
  });

  it('is none if all values are in one cluster', () => {
    expect(bootstrapMean([1, 2], { seed: 1, clusters: ['Anna', 'Anna'] })).toEqual({ value: 1.5, n: 2 });
    expect(bootstrapMean([3], { seed: 1 })).toEqual({ value: 3, n: 1 });
  });

  it('refuses what cannot be estimated', () => {
    expect(bootstrapMean([], { seed: 1 })).toBeNull();
    expect(() => bootstrapMean([Number.NaN], { seed: 1 })).toThrow(RangeError);
    expect(() => bootstrapMean([1], { seed: 1, confidence: 1 })).toThrow('confidence');
    expect(() => bootstrapMean([1], { seed: 1, clusters: [] })).toThrow('0 clusters for 1 values');
  });
});

const COUNT = 400;
const per = [...uniforms({ seed: 1, purpose: 'per' }, COUNT)].map((u) => 1 + u);
const noise = normals({ seed: 1, purpose: 'noise' }, COUNT);

describe('the bootstrap interval of a ratio', () => {
  it('has no width where every value is the same share', () => {
    const half = { value: 0.5, lower: expect.closeTo(0.5, 12), upper: expect.closeTo(0.5, 12), n: COUNT };

    expect(bootstrapRatio({ values: per.map((x) => x / 2), per }, { seed: 1 })).toEqual(half);
  });

  it('is about 1.96 standard errors of a ratio on both sides', () => {
    const values = per.map((x, i) => 0.5 * x + 0.2 * noise[i]!);
    const { value, lower, upper } = bootstrapRatio({ values, per }, { seed: 1, resamples: 10_000 })!;

    // Cochran, "Sampling techniques", 1977, equation 2.39 without the finite population's correction
    const residuals = values.reduce((sum, y, i) => sum + (y - value * per[i]!) ** 2, 0);
    const mean = per.reduce((sum, x) => sum + x, 0) / COUNT;
    const error = Math.sqrt(residuals / (COUNT * (COUNT - 1))) / mean;
    expect((upper! - lower!) / 2 / error).toBeGreaterThan(1.9);
    expect((upper! - lower!) / 2 / error).toBeLessThan(2.02);
  });

  it('is none where there may be nothing to divide by', () => {
    expect(bootstrapRatio({ values: [1, 1], per: [0, 1] }, { seed: 1 })).toBeNull();
    expect(bootstrapRatio({ values: [], per: [] }, { seed: 1 })).toBeNull();
    expect(() => bootstrapRatio({ values: [1], per: [Number.NaN] }, { seed: 1 })).toThrow(RangeError);
  });
});
