/** Year, month, day, hour, minute, second, fraction; then sign, hours and minutes of the zone. */
const TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)? ?(?:Z|UTC|GMT|([+-])(\d\d)(?::?(\d\d))?)?)?$/i;

const MINUTE_MS = 60_000;
const MAX_ZONE_HOURS = 18;

/**
 * Reads a date or date-time of ISO 8601: `2026-01-31`, `2026-01-31T09:30:00.123Z`, `2026-01-31 09:30 +0100`,
 * `2026-01-31 09:30:00 UTC`. A time without a zone is UTC, whatever the zone of this machine; a date is its first
 * instant. Other forms are not read, since `03/04/2026` is two days and `5` is none.
 *
 * @param text white space around it does not count
 * @returns milliseconds since 1970-01-01T00:00Z, digits beyond the millisecond cut off; null where the text is of
 *          another form or names a day, time or zone that does not exist
 */
export function instantOf(text: string): number | null {
  const parts = TIME.exec(text.trim());
  if (!parts) return null;
  const [, year, month, day, hour, minute, second, fraction, sign, zoneHour, zoneMinute] = parts;
  const midnight = midnightOf(Number(year), Number(month), Number(day));
  const time = timeOfDay(hour, minute, second, fraction);
  const zone = zoneOffset(sign, zoneHour, zoneMinute);
  return midnight === null || time === null || zone === null ? null : midnight + time - zone;
}

/** In ms; null for a day that no month has. */
function midnightOf(year: number, month: number, day: number): number | null {
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month - 1, day); // February 30 becomes a day of March
  return midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === day ? midnight.getTime() : null;
}

/** In ms; null for a time that no day has. */
function timeOfDay(hour = '0', minute = '0', second = '0', fraction = ''): number | null {
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  return seconds * 1000 + (fraction === '' ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0')));
}

/** How far a zone is ahead of UTC, in ms; null for one that no place has. */
function zoneOffset(sign = '', zoneHour = '0', zoneMinute = '0'): number | null {
  if (sign === '') return 0;
  if (Number(zoneHour) > MAX_ZONE_HOURS || Number(zoneMinute) > 59) return null;
  const ahead = (Number(zoneHour) * 60 + Number(zoneMinute)) * MINUTE_MS;
  return sign === '-' ? -ahead : ahead;
}
