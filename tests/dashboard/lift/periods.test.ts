import { describe, expect, it } from '@jest/globals';
import { dayIn } from '../../../dashboard/format/dates.js';
import { periodBefore, periodWords, presetsOn } from '../../../dashboard/lift/periods.js';

const presetsByName = (today: string) =>
  Object.fromEntries(presetsOn(today).map(({ label, period }) => [label, [period.from, period.through]]));

describe('the usual periods', () => {
  it('are whole days that end yesterday, and months of the calendar', () => {
    expect(presetsByName('2026-03-15')).toEqual({
      Everything: [null, null],
      'Last 7 days': ['2026-03-08', '2026-03-14'],
      'Last 28 days': ['2026-02-15', '2026-03-14'],
      'Last 90 days': ['2025-12-15', '2026-03-14'],
      'This month': ['2026-03-01', '2026-03-15'],
      'Last month': ['2026-02-01', '2026-02-28'],
    });
  });

  it('cross years and leap days', () => {
    expect(presetsByName('2028-01-01')).toMatchObject({
      'This month': ['2028-01-01', '2028-01-01'],
      'Last month': ['2027-12-01', '2027-12-31'],
    });
    expect(presetsByName('2028-03-01')['Last month']).toEqual(['2028-02-01', '2028-02-29']);
  });

  it('begin on the day that it is where the workspace is', () => {
    const instant = new Date('2026-03-15T23:30:00Z');

    expect(dayIn('UTC', instant)).toBe('2026-03-15');
    expect(dayIn('Pacific/Auckland', instant)).toBe('2026-03-16');
    expect(dayIn('America/New_York', instant)).toBe('2026-03-15');
  });
});

describe('the period before', () => {
  it.each([
    ['2026-03-08', '2026-03-14', '2026-03-01', '2026-03-07'],
    ['2026-03-01', '2026-03-01', '2026-02-28', '2026-02-28'],
    ['2026-03-01', '2026-03-31', '2026-01-29', '2026-02-28'],
  ])('of %s to %s is %s to %s: as many days, right before', (from, through, start, end) => {
    expect(periodBefore({ from, through })).toEqual({ from: start, through: end });
  });
});

it('a period has words, also where an end is open', () => {
  expect(periodWords({ from: '2026-03-08', through: '2026-03-14' })).toBe('Mar 8\u2009–\u200914, 2026');
  expect(periodWords({ from: '2026-03-08', through: null })).toBe('From Mar 8, 2026');
  expect(periodWords({ from: null, through: '2026-03-14' })).toBe('Through Mar 14, 2026');
  expect(periodWords({ from: null, through: null })).toBe('Everything');
});
