import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  isClipped,
  niceScale,
  positionOn,
  scaleOfEstimates,
  scaleOfIntervals,
  sparseTicks,
} from '../../../../dashboard/ui/chart/scale.js';

const lift = fc.double({ min: -1, max: 20, noNaN: true });

describe('a lift axis', () => {
  it('has round ticks', () => {
    expect(niceScale(-0.03, 0.22).ticks.map((tick) => tick.toFixed(2))).toEqual([
      '-0.05',
      '0.00',
      '0.05',
      '0.10',
      '0.15',
      '0.20',
      '0.25',
    ]);
  });

  it('always holds zero and everything it is made for', () => {
    fc.assert(
      fc.property(lift, lift, (a, b) => {
        const { min, max, ticks } = niceScale(Math.min(a, b), Math.max(a, b));

        expect(min).toBeLessThanOrEqual(Math.min(a, b, 0) + 1e-9);
        expect(max).toBeGreaterThanOrEqual(Math.max(a, b, 0) - 1e-9);
        expect(ticks.length).toBeLessThanOrEqual(12);
      }),
    );
  });

  it('puts a value outside at its end, and says that it is clipped', () => {
    const scale = niceScale(-0.1, 0.1);

    expect(positionOn(scale, 5)).toBe(1);
    expect(isClipped(scale, { value: 0, lower: -0.05, upper: 5 })).toBe(true);
    expect(isClipped(scale, { value: 0, lower: -0.05, upper: 0.05 })).toBe(false);
  });

  it('ends at 100,000 % where an interval ends at a number of fifty digits', () => {
    const interval = { value: 47.3, lower: -1, upper: 1.4e47 };

    for (const scale of [scaleOfEstimates([interval]), scaleOfIntervals([interval])]) {
      expect(scale.max).toBe(1_000);
      expect(isClipped(scale, interval)).toBe(true);
    }
  });

  it('keeps zero and the far ends where there is little room', () => {
    expect(sparseTicks(niceScale(-0.2, 0.8))).toEqual([0, 0.8]);
    expect(sparseTicks(niceScale(-0.4, 0.4))).toEqual([-0.4, 0, 0.4]);
  });

  it('of a few estimates cuts none of them', () => {
    const estimates = [
      { value: 0.1, lower: -0.4, upper: 0.6 },
      { value: null, lower: null, upper: null },
    ];
    const scale = scaleOfEstimates(estimates);

    expect(estimates.some((estimate) => isClipped(scale, estimate))).toBe(false);
  });
});
