import type { EntityManager } from 'typeorm';
import { dayAfter } from '../platform/index.js';
import type { LiftQuestion } from './lift-question.js';
import { liftPeriod } from './report/lift-report.js';
import type { LiftPeriod } from './report/report-parts.type.js';
import { readDaysWithEvents } from './totals/days-with-events.js';
import { readPooledTotals } from './totals/pooled-totals.js';

export const DAYS_PER_WEEK = 7;
/** Each point reads all totals up to its day. */
const MAX_POINTS = 12;

/**
 * From the first day to the end of each week, the last one to the last day with events. Every point is read by itself:
 * how a rate spreads over items does not add up over weeks.
 */
export async function cumulativePeriods(
  manager: EntityManager,
  question: LiftQuestion,
): Promise<LiftPeriod[]> {
  const { filter } = question;
  const days = await readDaysWithEvents(manager, filter);
  if (days === null) return [];
  const startsOn = filter.from ?? days.weeks[0]!;
  const periods: LiftPeriod[] = [];
  for (const week of evenlySpaced(days.weeks)) {
    const nextWeek = dayAfter(week, DAYS_PER_WEEK);
    // To the end of the week where the range allows: whole weeks are quick to read, and no events follow the last day.
    const ofPoint = { ...filter, from: startsOn, to: earlier(nextWeek, filter.to) };
    const totals = await readPooledTotals(manager, { ...question, filter: ofPoint });
    const endsOn = earlier(nextWeek, dayAfter(days.last, 1));
    periods.push(liftPeriod(totals, question, { startsOn, endsOn }));
  }
  return periods;
}

/** At most `MAX_POINTS`, the last one among them. */
function evenlySpaced(weeks: readonly string[]): string[] {
  const count = Math.min(weeks.length, MAX_POINTS);
  return Array.from({ length: count }, (_, n) => weeks[Math.ceil(((n + 1) * weeks.length) / count) - 1]!);
}

const earlier = (day: string, other: string | null): string => (other !== null && other < day ? other : day);
