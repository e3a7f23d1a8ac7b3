import { describe, expect, it } from '@jest/globals';
import { bootstrapRatio } from '../../../../server/perfusion/metrics/bootstrap.js';
import { normals, uniforms } from '../../../../server/random/index.js';

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
