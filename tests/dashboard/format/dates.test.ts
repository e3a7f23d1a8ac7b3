import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  daysBetween,
  formatDay,
  formatDays,
  formatDuration,
  formatMoment,
  formatMomentIn,
  formatSeconds,
  isDay,
} from '../../../dashboard/format/dates.js';

describe('dates for people', () => {
  it('keep a day the same day in every time zone', () => {
    expect(formatDay('2026-03-01')).toBe('Mar 1, 2026');
  });

  it('name the month of a period once', () => {
    expect(formatDays('2026-11-09', '2026-11-22')).toMatch(/^Nov 9\s–\s22, 2026$/);
  });

  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-29', 1, '2026-03-30'],
  ])('%s plus %i day is %s', (day, days, expected) => {
    expect(addDays(day, days)).toBe(expected);
  });

  it('name the time zone of the reader', () => {
    expect(formatMoment('2026-11-30T21:42:00Z')).toMatch(/^(Nov 30|Dec 1), 2026, \d+:\d\d\s[AP]M \S+$/);
    expect(formatMoment(null)).toBe('–');
  });

  it('name the time zone of a moment', () => {
    expect(formatMomentIn('2026-11-30T21:42:00Z', 'UTC')).toMatch(/^Nov 30, 2026, 9:42\sPM UTC$/);
    expect(formatMomentIn('2026-11-30T21:42:00Z', 'Asia/Tokyo')).toMatch(/^Dec 1, 2026, 6:42\sAM GMT\+9$/);
  });

  it('are days that exist', () => {
    expect(['2028-02-29', '2026-12-31'].every(isDay)).toBe(true);
    expect(['2026-02-29', '2026-13-01', '2026-1-1', 'yesterday', ''].some(isDay)).toBe(false);
  });

  it('count the days between, over a change of the clock too', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2026-03-30', '2026-03-30')).toBe(0);
  });

  it.each([
    [0.4, 'less than 1 s'],
    [59.4, '59 s'],
    [60, '1 min 0 s'],
    [3899, '1 h 5 min'],
    [7199, '2 h 0 min'],
  ])('write %p seconds as %s', (seconds, words) => {
    expect(formatSeconds(seconds)).toBe(words);
  });

  it('say how long something took', () => {
    expect(formatDuration('2026-01-01T00:00:00Z', '2026-01-01T00:03:12Z')).toBe('3 min 12 s');
  });
});
