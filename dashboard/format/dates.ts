const day = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const shortDay = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

const MS_PER_DAY = 86_400_000;

/** An ISO day (`2026-03-01`), which is a day of the workspace and so never shifted by the reader's zone. */
export const formatDay = (isoDay: string): string => day.format(new Date(`${isoDay}T00:00:00Z`));

/** From one ISO day to another, both inclusive: `Nov 9 – 22, 2026`. */
export const formatDays = (from: string, through: string): string =>
  day.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${through}T00:00:00Z`));

export const formatShortDay = (isoDay: string): string => shortDay.format(new Date(`${isoDay}T00:00:00Z`));

/** An instant in the reader's own time zone. */
export const formatMoment = (instant: string | null | undefined): string =>
  instant ? moment.format(new Date(instant)) : '–';

const SECONDS_PER_MINUTE = 60;

/** The time between two instants, `3 min 12 s`. */
export function formatDuration(startedAt: string, finishedAt: string): string {
  const seconds = Math.round((new Date(finishedAt).getTime() - new Date(startedAt).getTime()) / 1000);
  if (seconds < SECONDS_PER_MINUTE) return `${seconds} s`;
  return `${Math.floor(seconds / SECONDS_PER_MINUTE)} min ${seconds % SECONDS_PER_MINUTE} s`;
}

/** The ISO day that lies `days` after another one. */
export const addDays = (isoDay: string, days: number): string =>
  new Date(Date.parse(`${isoDay}T00:00:00Z`) + days * MS_PER_DAY).toISOString().slice(0, 10);
