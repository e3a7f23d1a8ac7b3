import { invalidInput } from '../../platform/index.js';
import { MAX_DATE_FORMAT_LENGTH } from '../limits.js';

/** How a file writes days: reads one as `yyyy-mm-dd`, or null where it is none. */
export type DayReader = (text: string) => string | null;

const PARTS = { yyyy: '(?<yyyy>\\d{4})', mm: '(?<mm>\\d{1,2})', dd: '(?<dd>\\d{1,2})' };
const ISO_DAY = /^(?<yyyy>\d{4})-(?<mm>\d{2})-(?<dd>\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?$/u;

/** Reads ISO days, also where a program wrote them as midnight (`2023-08-31T00:00:00Z`). */
export const isoDay: DayReader = (text) => dayOf(ISO_DAY.exec(text)?.groups);

/**
 * Reads days of a declared form: `dd-mm-yyyy`, `mm/dd/yyyy`, `yyyymmdd`. Never guessed, because 03-04-2023 has
 * two readings.
 *
 * @throws {DomainError} INVALID_INPUT for a form without yyyy, mm and dd once each
 */
export function dayReader(form: string): DayReader {
  if (form.length > MAX_DATE_FORMAT_LENGTH)
    throw invalidInput(`A date format has at most ${MAX_DATE_FORMAT_LENGTH} characters, e.g. dd-mm-yyyy`);
  const pattern = form
    .toLowerCase()
    .replace(/[^ymd]/g, '\\$&')
    .replace(/yyyy|mm|dd/gu, (part) => exact(PARTS[part as keyof typeof PARTS], form)); // the expression matches these
  if (!['yyyy', 'mm', 'dd'].every((part) => form.toLowerCase().split(part).length === 2)) {
    throw invalidInput(`The date format "${form}" needs yyyy, mm and dd once each, e.g. dd-mm-yyyy`);
  }
  const expression = new RegExp(`^${pattern}$`);
  return (text) => dayOf(expression.exec(text)?.groups);
}

/** Without a separator only two digits tell where the month ends. */
const exact = (part: string, form: string) => (form.length === 8 ? part.replace('{1,2}', '{2}') : part);

function dayOf(parts: Readonly<Record<string, string>> | undefined): string | null {
  if (!parts) return null;
  const day = [parts.yyyy, parts.mm?.padStart(2, '0'), parts.dd?.padStart(2, '0')].join('-');
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? null : day;
}
