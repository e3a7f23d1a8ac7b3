import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TotalsFilter } from '../../../../server/lift/totals/totals-filter.js';
import { type WeeksOfDays, weeksOfDays } from '../../../../server/lift/totals/weeks-of-days.js';
import { OPERATOR } from '../../../../server/platform/index.js';

const WHOLE: TotalsFilter = {
  ...{ workspaceId: '', viewer: OPERATOR, from: null, to: null, matureBefore: null },
  ...{ storeIds: null, categories: null, priceBands: null, scenario: null },
};

/** Days from Saturday, 29 November 2025 on; the year begins on a Thursday. */
const dayOf = (n: number) => new Date(Date.UTC(2025, 10, 29 + n)).toISOString().slice(0, 10);
const DAYS = Array.from({ length: 130 }, (_, n) => dayOf(n));
const MONTH_STARTS = [
  '2025-11-01',
  '2025-12-01',
  '2026-01-01',
  '2026-02-01',
  '2026-03-01',
  '2026-04-01',
  '2026-05-01',
];

const weekdayOf = (day: string) => (new Date(day).getUTCDay() + 6) % 7;
const shifted = (day: string, days: number) =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
const mondayOf = (day: string) => shifted(day, -weekdayOf(day));

const anyDay = fc.option(fc.nat(120).map(dayOf));

/** How often each day is counted within each month; days that are counted zero times are left out. */
function counts({ from, to, corrections }: WeeksOfDays): string[] {
  const isCounted = (monday: string) => (!from || monday >= from) && (!to || monday < to);
  const ofWeeks = DAYS.filter((day) => isCounted(mondayOf(day))).map((day) => ({
    ...{ day, within: shifted(mondayOf(day), 3), sign: 1 },
  }));
  const sums = new Map<string, number>();
  for (const { day, within, sign } of [...ofWeeks, ...corrections]) {
    const key = `${day} in ${within.slice(0, 7)}`;
    if (DAYS.includes(day)) sums.set(key, (sums.get(key) ?? 0) + sign);
  }
  return [...sums].flatMap(([key, sum]) => (sum === 0 ? [] : `${key}: ${sum}`)).sort();
}

it('counts every day of a range once, in its own month, and no other day', () => {
  fc.assert(
    fc.property(anyDay, anyDay, anyDay, (from, to, matureBefore) => {
      const weeks = weeksOfDays({ ...WHOLE, from, to, matureBefore }, MONTH_STARTS);

      const ends = [to, matureBefore].filter((day) => day !== null);
      const asked = DAYS.filter((day) => (!from || day >= from) && ends.every((end) => day < end));
      expect(counts(weeks)).toEqual(asked.map((day) => `${day} in ${day.slice(0, 7)}: 1`));
    }),
    { numRuns: 300 },
  );
});

it('reads three days at most at each end', () => {
  fc.assert(
    fc.property(anyDay, anyDay, (from, to) => {
      const { corrections } = weeksOfDays({ ...WHOLE, from, to }, []);

      expect(corrections.length).toBeLessThanOrEqual(6);
    }),
  );
});

it('bounds years that no calendar of a shop has', () => {
  const filter = { ...WHOLE, from: '0001-01-01', to: '9999-12-31' };

  expect(weeksOfDays(filter, [])).toMatchObject({ from: '2000-01-03', to: '2100-01-04' });
});
