const day = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const shortDay = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const MOMENT = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
} as const;
const moment = new Intl.DateTimeFormat('en', MOMENT);

const MS_PER_DAY = 86_400_000;

/** An ISO day (`2026-03-01`), which is a day of the workspace and so never shifted by the reader's zone. */
export const formatDay = (isoDay: string): string => day.format(new Date(`${isoDay}T00:00:00Z`));

/** From one ISO day to another, both inclusive: `Nov 9 – 22, 2026`. */
export const formatDays = (from: string, through: string): string =>
  day.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${through}T00:00:00Z`));

export const formatShortDay = (isoDay: string): string => shortDay.format(new Date(`${isoDay}T00:00:00Z`));

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The days that the server takes, both included. */
export const FIRST_DAY = '2000-01-01';
export const LAST_DAY = '2099-12-31';

/** Whether a text is an ISO day that exists: February has no 30th. */
export function isDay(text: string): boolean {
  const time = ISO_DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The ISO day of an instant in a time zone, as Swedish writes it. */
export const dayIn = (timeZone: string, instant: Date): string =>
  instant.toLocaleDateString('sv-SE', { timeZone });

/** An instant in a time zone, which is named: `Nov 30, 2026, 9:42 PM UTC`. */
export const formatMomentIn = (instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en', { ...MOMENT, timeZone }).format(new Date(instant));

/** An instant in the reader's own time zone, which is named. */
export const formatMoment = (instant: string | null | undefined): string =>
  instant ? moment.format(new Date(instant)) : '–';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;

/** A length of time in words: `less than 1 s`, `40 s`, `3 min 12 s`, `1 h 5 min`. */
export function formatSeconds(duration: number): string {
  const seconds = Math.round(duration);
  if (seconds < 1) return 'less than 1 s';
  if (seconds < MINUTE_SECONDS) return `${seconds} s`;
  if (seconds < HOUR_SECONDS)
    return `${Math.floor(seconds / MINUTE_SECONDS)} min ${seconds % MINUTE_SECONDS} s`;
  const minutes = Math.round(seconds / MINUTE_SECONDS);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const MS_PER_SECOND = 1000;

/** The time between two instants, in words. */
export const formatDuration = (startedAt: string, finishedAt: string): string =>
  formatSeconds((new Date(finishedAt).getTime() - new Date(startedAt).getTime()) / MS_PER_SECOND);

/** The ISO day that lies `days` after another one. */
export const addDays = (isoDay: string, days: number): string =>
  new Date(Date.parse(`${isoDay}T00:00:00Z`) + days * MS_PER_DAY).toISOString().slice(0, 10);

/** How many days lie between two ISO days; 0 for the same. */
export const daysBetween = (from: string, through: string): number =>
  Math.round((Date.parse(`${through}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MS_PER_DAY);
