import type { EntityManager } from 'typeorm';
import { dayAfter } from '../platform/index.js';
import type { LiftQuestion } from './lift-question.js';
import { liftPeriod } from './report/lift-report.js';
import type { LiftPeriod } from './report/report-parts.type.js';
import { hasRows } from './totals/arm-sums.js';
import { readStoreTotals } from './totals/store-totals.js';

export const DAYS_PER_WEEK = 7;
/** Each point reads all totals up to its day. */
const MAX_POINTS = 60;

/**
 * From the first day to the end of each week. Every point is read by itself: how a rate spreads over items does not add
 * up over weeks.
 */
export async function cumulativePeriods(
  manager: EntityManager,
  question: LiftQuestion,
): Promise<LiftPeriod[]> {
  const weeks = await weeksWithRows(manager, question);
  const [first] = weeks;
  if (first === undefined) return [];
  const startsOn = question.filter.from ?? first;
  const periods: LiftPeriod[] = [];
  for (const week of evenlySpaced(weeks)) {
    const endsOn = earlier(dayAfter(week, DAYS_PER_WEEK), question.filter.to);
    const filter = { ...question.filter, from: startsOn, to: endsOn };
    const totals = await readStoreTotals(manager, { ...question, filter });
    periods.push(liftPeriod(totals, question, { startsOn, endsOn }));
  }
  return periods;
}

/** The Mondays of the weeks in which anything was counted. */
async function weeksWithRows(manager: EntityManager, question: LiftQuestion): Promise<string[]> {
  const totals = await readStoreTotals(manager, question, { by: 'WEEK' });
  const weeks = totals.filter(hasRows).map(({ slice }) => slice);
  return [...new Set(weeks.filter((week) => week !== null))].sort();
}

/** At most `MAX_POINTS`, the last one among them. */
function evenlySpaced(weeks: readonly string[]): string[] {
  const step = Math.ceil(weeks.length / MAX_POINTS);
  return weeks.filter((_, index) => (weeks.length - 1 - index) % step === 0);
}

const earlier = (day: string, other: string | null): string => (other !== null && other < day ? other : day);
