import { describe, expect, it } from '@jest/globals';
import {
  formatBytes,
  formatConfidence,
  formatInterval,
  formatLift,
  formatPValue,
  formatRate,
} from '../../../dashboard/format/numbers.js';

describe('numbers for people', () => {
  it('show a lift with its sign, and zero without one', () => {
    expect(formatLift(0.1781)).toBe('+17.8%');
    expect(formatLift(-0.065)).toBe('−6.5%');
    expect(formatLift(0)).toBe('0.0%');
    expect(formatLift(1_000)).toBe('+100,000.0%');
    expect(formatLift(1.4e47)).toBe('over +100,000%');
  });

  it('show a dash where there is no number', () => {
    expect(formatLift(null)).toBe('–');
    expect(formatInterval(null, 0.2)).toBe('–');
    expect(formatRate(undefined)).toBe('–');
  });

  it('show rates with three digits, however small', () => {
    expect(formatRate(0.042)).toBe('4.20%');
    expect(formatRate(0.00031)).toBe('0.0310%');
  });

  it('never round a p-value to zero', () => {
    expect(formatPValue(0.0000004)).toBe('< 0.001');
    expect(formatPValue(0.0449)).toBe('0.045');
  });

  it('never round a confidence to certainty', () => {
    expect([0.8, 0.95, 0.999, 0.9999].map(formatConfidence)).toEqual(['80%', '95%', '99.9%', '99.99%']);
  });

  it('show a file size in its unit', () => {
    expect(formatBytes(0)).toBe('0 bytes');
    expect(formatBytes(3_565_158)).toBe('3.4 MB');
  });
});
