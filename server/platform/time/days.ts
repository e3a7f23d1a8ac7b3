const DAY_LENGTH = 'YYYY-MM-DD'.length;

/** The first day that anything is counted on: an earlier one is a fault of a clock, a column or a date format. */
export const FIRST_DAY = '2000-01-01';
/** The last one that a shop may plan for, for the same reason. */
export const LAST_DAY = '2099-12-31';

export const DAY_MS = 24 * 60 * 60 * 1000;

/** The day of an instant in UTC, as an ISO day. */
export const dayOf = (instant: Date): string => instant.toISOString().slice(0, DAY_LENGTH);

/** The ISO day so many days after another one; before it for a negative number. */
export const dayAfter = (day: string, days: number): string =>
  dayOf(new Date(Date.parse(day) + days * DAY_MS));
