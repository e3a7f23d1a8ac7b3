import { instantOf, invalidInput } from '../../platform/index.js';
import { MAX_DATE_FORMAT_LENGTH } from '../limits.js';
import { type DayReader, dayOf, dayPattern, dayReader, isoDay } from './calendar-day.js';
import { epochReaders } from './epoch.js';

/** How a file writes days and times. */
export interface DateFormat {
  /** As it was declared; null for ISO 8601. */
  readonly declared: string | null;
  /** A time is a day only at midnight UTC: the day of any other depends on the time zone. */
  readonly readDay: DayReader;
  /**
   * Reads a time as ISO 8601: one of a declared format with `Z`, a day without a time as a day, one that is ISO already as it stands, since its text
   * also names a row that has no id. Null where the text is none.
   */
  readonly readTime: (text: string) => string | null;
}

export const ISO_DATES: DateFormat = {
  declared: null,
  readDay: isoDay,
  readTime: (text) => (instantOf(text) === null ? null : text),
};

/**
 * The format that a caller declares: a form of days such as `dd.mm.yyyy`, which a time of day may follow in the file;
 * or `epoch-s`, `epoch-ms`, `epoch-us`. Times are in UTC unless they say otherwise.
 *
 * @throws {DomainError} INVALID_INPUT for any other text
 */
export function dateFormatOf(declared: string | null | undefined): DateFormat {
  if (!declared) return ISO_DATES;
  if (declared.length > MAX_DATE_FORMAT_LENGTH)
    throw invalidInput(`A date format has at most ${MAX_DATE_FORMAT_LENGTH} characters, e.g. dd-mm-yyyy`);
  const epoch = epochReaders(declared.toLowerCase());
  if (epoch) return { declared, ...epoch };
  const form = declared.replace(/[ T]hh:mm(:ss)?$/iu, '');
  return { declared, readDay: dayReader(form), readTime: timeReader(form) };
}

/** After a day: a sign, then what the parser of ISO 8601 reads after its own day, hours of one digit too. */
const TIME_OF_DAY = '(?:(?:T|,? +)(?<hour>\\d{1,2})(?<rest>:\\d{2}.{0,40}))?';

function timeReader(form: string): (text: string) => string | null {
  const expression = new RegExp(`^${dayPattern(form)}${TIME_OF_DAY}$`, 'u');
  return (text) => {
    const parts = expression.exec(text)?.groups;
    const day = dayOf(parts);
    if (!day) return null;
    const { hour, rest } = parts ?? {};
    if (hour === undefined) return day;
    const time = instantOf(`${day}T${hour.padStart(2, '0')}${rest}`);
    return time === null ? null : new Date(time).toISOString();
  };
}
