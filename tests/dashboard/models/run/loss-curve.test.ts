import { describe, expect, it } from '@jest/globals';
import {
  curveWords,
  fitsLogAxis,
  formatLoss,
  linearScale,
  logScale,
  smoothLosses,
  startsLogarithmic,
  tablePoints,
  toStageCurves,
} from '../../../../dashboard/models/run/loss-curve.js';

const point = (stage: string, step: number, loss: number) => ({
  stage,
  step,
  steps: 100,
  loss,
  learningRate: 0.001,
});
const curveOf = (losses: readonly number[]) =>
  toStageCurves(losses.map((loss, index) => point('reward', index + 1, loss)))[0]!;

describe('a loss curve', () => {
  it('is one a stage, in the order the stages ran', () => {
    const curves = toStageCurves([point('vae', 1, 2), point('vae', 2, 1), point('unet', 1, 3)]);

    expect(curves.map(({ stage, points }) => [stage, points.length])).toEqual([
      ['vae', 2],
      ['unet', 1],
    ]);
  });

  it('has a running level that is the constant of a constant and does not lag behind a straight line', () => {
    expect(smoothLosses(Array.from({ length: 50 }, () => 0.7))).toEqual(
      Array.from({ length: 50 }, () => expect.closeTo(0.7, 12)),
    );

    const line = Array.from({ length: 200 }, (_, i) => 3 - i / 100);

    const middle = smoothLosses(line).slice(10, -10);
    expect(middle).toEqual(line.slice(10, -10).map((loss) => expect.closeTo(loss, 12)));
  });

  it('smooths: alternating losses come out within a tenth of their middle', () => {
    const level = smoothLosses(Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 1 : 0)));

    for (const value of level.slice(10, -10)) expect(Math.abs(value - 0.5)).toBeLessThan(0.1);
  });

  it('leaves out a loss that is no number', () => {
    expect(curveOf([1, Number.NaN, 0.5]).points.map(({ step }) => step)).toEqual([1, 3]);
  });

  it('goes on a logarithmic axis only above zero, and by itself only where one loss dwarfs the others', () => {
    expect(fitsLogAxis(curveOf([1, 0.5]))).toBe(true);
    expect(fitsLogAxis(curveOf([1, 0]))).toBe(false);
    expect(startsLogarithmic(curveOf([1.6, 1.2, 0.9]))).toBe(false);
    expect(startsLogarithmic(curveOf([1.6, 1.2, 0.9, 480]))).toBe(true);
    expect(startsLogarithmic(curveOf([-1, 1.2, 0.9, 480]))).toBe(false);
  });

  it('lies within round ends, on a line and on a logarithm', () => {
    expect(linearScale([0.62, 1.58])).toMatchObject({
      min: expect.closeTo(0.6, 12),
      max: expect.closeTo(1.6, 12),
    });
    expect(logScale([0.03, 4.2])).toEqual({
      min: 0.02,
      max: 5,
      ticks: [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    });
    expect(logScale([1, 1])).toEqual({ min: 1, max: 2, ticks: [1, 2] });
  });

  it('is told in a sentence', () => {
    expect(curveWords(curveOf([1.5]))).toBe(
      'Line chart: loss of stage reward by optimiser step, from 1.500 at step 1 to a running level of 1.500 at step 1 of 100',
    );
    expect(formatLoss(0.04321)).toBe('0.04321');
  });

  it('has a table of a few dozen rows with both ends', () => {
    const rows = tablePoints(curveOf(Array.from({ length: 300 }, (_, i) => i + 1)).points);

    expect(rows.length).toBe(25);
    expect([rows[0]?.step, rows.at(-1)?.step]).toEqual([1, 300]);
    expect(tablePoints(curveOf([3, 2]).points).length).toBe(2);
  });
});
