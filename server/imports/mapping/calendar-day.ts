import { invalidInput } from '../../platform/index.js';

/** Reads a day as `yyyy-mm-dd`, or null where the text is none. */
export type DayReader = (text: string) => string | null;

const PARTS = { yyyy: '(?<yyyy>\\d{4})', mm: '(?<mm>\\d{1,2})', dd: '(?<dd>\\d{1,2})' };
const MIDNIGHT = '(?:[T ]0?0:00(?::00(?:\\.0+)?)?(?: ?(?:Z|UTC|\\+00:00))?)?';
const ISO_DAY = new RegExp(`^(?<yyyy>\\d{4})-(?<mm>\\d{2})-(?<dd>\\d{2})${MIDNIGHT}$`, 'u');

/** Reads ISO days, also where a program wrote them as midnight (`2023-08-31T00:00:00Z`). */
export const isoDay: DayReader = (text) => dayOf(ISO_DAY.exec(text)?.groups);

/**
 * Reads days of a declared form: `dd-mm-yyyy`, `mm/dd/yyyy`, `yyyymmdd`, also where a program wrote them as midnight.
 * Never guessed, because 03-04-2023 has two readings.
 *
 * @throws {DomainError} INVALID_INPUT for a form without yyyy, mm and dd once each
 */
export function dayReader(form: string): DayReader {
  const expression = new RegExp(`^${dayPattern(form)}${MIDNIGHT}$`, 'u');
  return (text) => dayOf(expression.exec(text)?.groups);
}

/**
 * The regular expression of a form, with the groups yyyy, mm and dd.
 *
 * @throws {DomainError} INVALID_INPUT for a form without yyyy, mm and dd once each
 */
export function dayPattern(form: string): string {
  const lower = form.toLowerCase();
  if (!['yyyy', 'mm', 'dd'].every((part) => lower.split(part).length === 2)) {
    throw invalidInput(
      `The date format "${form}" needs yyyy, mm and dd once each, e.g. dd-mm-yyyy; or it is epoch-s, epoch-ms or epoch-us`,
    );
  }
  return lower
    .replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')
    .replace(/yyyy|mm|dd/gu, (part) => exact(PARTS[part as keyof typeof PARTS], form)); // the expression matches these
}

/** Without a separator only two digits tell where the month ends. */
const exact = (part: string, form: string) => (form.length === 8 ? part.replace('{1,2}', '{2}') : part);

/** The day that the parts of a match are; null where no calendar has it. */
export function dayOf(parts: Readonly<Record<string, string>> | undefined): string | null {
  if (!parts) return null;
  const day = [parts.yyyy, parts.mm?.padStart(2, '0'), parts.dd?.padStart(2, '0')].join('-');
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? null : day;
}
