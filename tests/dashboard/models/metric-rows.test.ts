import { describe, expect, it } from '@jest/globals';
import { drawnMeasures, measureScale, toMeasures } from '../../../dashboard/models/metric-rows.js';
import {
  formatMetric,
  metricInterval,
  metricName,
  metricValue,
} from '../../../dashboard/models/metric-words.js';

const metric = (name: string, value: number, half: number | null = null, unit: string | null = null) => ({
  name,
  value,
  lower: half === null ? null : value - half,
  upper: half === null ? null : value + half,
  unit,
  sampleSize: null,
});

describe('the metrics of a version', () => {
  const measures = toMeasures([
    metric('GAUC, seen merchants', 0.84, 0.01),
    metric('MAP, seen merchants', 0.73, 0.01),
    metric('GAUC, seen merchants, oracle', 0.87),
    metric('GAUC, unseen merchants', 0.77),
    metric('GAUC, seen merchants, CLIP score', 0.7, 0.02),
    metric('Training time', 800, null, 'seconds'),
  ]);

  it('are put together by measure, and know what is a baseline and what the ceiling', () => {
    expect(measures.map(({ name }) => name)).toEqual([
      'GAUC, seen merchants',
      'MAP, seen merchants',
      'GAUC, unseen merchants',
      'Training time',
    ]);
    expect(measures[0]?.rows.map(({ subject, party }) => [subject, party])).toEqual([
      ['this version', 'own'],
      ['oracle', 'ceiling'],
      ['CLIP score', 'baseline'],
    ]);
  });

  it('are drawn where several models are compared', () => {
    expect(drawnMeasures(measures).map(({ name }) => name)).toEqual(['GAUC, seen merchants']);
  });

  it('stand on an axis from chance to perfect, or from zero where one is worse than chance', () => {
    expect(measureScale(measures[0]!)).toMatchObject({ min: 0.5, max: 1 });
    expect(measureScale(toMeasures([metric('GAUC', 0.41)])[0]!)).toMatchObject({ min: 0, max: 1 });
    expect(measureScale(toMeasures([metric('FID', 41)])[0]!)).toMatchObject({ min: 0 });
  });

  it('are written with their unit and interval', () => {
    expect(formatMetric(0.8421, null)).toBe('0.842');
    expect(formatMetric(812, 'seconds')).toBe('812 seconds');
    expect(metricInterval(metric('GAUC', 0.84, 0.01))).toBe('0.830 to 0.850');
    expect(metricInterval(metric('GAUC', 0.84))).toBeNull();
  });
});

it('says of a difference what is gained by what, with its sign', () => {
  const difference = {
    ...metric('PerFusionRM score, personalised less not', 0.0042),
    lower: -0.0002,
    upper: 0.0086,
  };

  expect(metricName(difference.name)).toBe('PerFusionRM score gained by personalising');
  expect(metricValue(difference)).toBe('+0.00420');
  expect(metricInterval(difference)).toBe('−0.000200 to +0.00860');
});
