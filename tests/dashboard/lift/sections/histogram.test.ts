import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { liftHistogram } from '../../../../dashboard/lift/sections/histogram.js';

describe('the distribution of lifts', () => {
  it('counts every store with a lift once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ min: -1, max: 9, noNaN: true })), { maxLength: 200 }),
        (lifts) => {
          const counted = liftHistogram(lifts).reduce((sum, { stores }) => sum + stores, 0);
          expect(counted).toBe(lifts.filter((lift) => lift !== null).length);
        },
      ),
    );
  });

  it('never puts better and worse into one bin', () => {
    const bins = liftHistogram([-0.31, -0.001, 0, 0.001, 0.44]);

    expect(bins.every(({ from, to }) => to <= 1e-9 || from >= -1e-9)).toBe(true);
  });

  it('puts a lift on an edge into the bin above it', () => {
    const bins = liftHistogram([-0.2, 0, 0.2]);

    expect(bins.find(({ from }) => Math.abs(from) < 1e-9)?.stores).toBe(1);
  });

  it('has no bin where no store has a lift', () => {
    expect(liftHistogram([null, null])).toEqual([]);
  });
});
