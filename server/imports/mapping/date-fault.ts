import { isoDay } from './calendar-day.js';
import type { DateFormat } from './date-format.js';
import { epochFormatOf } from './epoch.js';
import { type Problem, valueProblem } from './problem.js';

const ISO_WORDS = {
  day: 'which is not a day in ISO 8601, e.g. 2026-01-31',
  time: 'which is not a time in ISO 8601, e.g. 2026-01-31T09:30:00Z',
};

const NOT_MIDNIGHT =
  'which is a time other than midnight UTC: its day depends on the time zone, so state the day, e.g. 2026-01-31';

const OF_TWELVE_HOURS = /\d ?[ap]\.?m\.?$/iu;
const NO_TWELVE_HOURS = 'which has AM or PM, which cannot be read: write hours from 0 to 23, e.g. 22:00';

/** What is wrong with a day or a time that its format does not read, with the format that perhaps does. */
export function dateProblem(
  {
    field,
    text,
    what,
  }: { readonly field: string; readonly text: string; readonly what: keyof typeof ISO_WORDS },
  { declared, readTime }: DateFormat,
): Problem {
  if (what === 'day' && readTime(text) !== null) return valueProblem(field, text, NOT_MIDNIGHT);
  if (OF_TWELVE_HOURS.test(text)) return valueProblem(field, text, NO_TWELVE_HOURS);
  const better = formatsOf(text).filter((format) => format !== declared?.toLowerCase());
  const fault = declared ? notAs(declared, what) : ISO_WORDS[what];
  if (better.length === 0) return valueProblem(field, text, fault);
  const words = better.join(' or ');
  return valueProblem(
    field,
    text,
    `${fault}: perhaps the date format is ${words}`,
    `e.g. --date-format ${better[0]}`,
  );
}

/** A time can have the form and still not exist, e.g. 24:00. */
const notAs = (declared: string, what: keyof typeof ISO_WORDS) =>
  `which does not match the date format ${declared}${what === 'time' ? ' with a time from 00:00 to 23:59:59' : ''}`;

const DAY_FIRST_OR_MONTH_FIRST = /^(\d{1,2})([./-])(\d{1,2})\2\d{4}(?!\d)/u;
const YEAR_FIRST = /^\d{4}([./])\d{1,2}\1\d{1,2}(?!\d)/u;

/** The formats that a text probably has, ISO apart. */
function formatsOf(text: string): string[] {
  const epoch = epochFormatOf(text);
  if (epoch) return [epoch];
  if (/^\d{8}$/u.test(text))
    return isoDay(text.replace(/(\d{4})(\d\d)(\d\d)/u, '$1-$2-$3')) ? ['yyyymmdd'] : [];
  const [, yearSign] = YEAR_FIRST.exec(text) ?? [];
  if (yearSign) return [`yyyy${yearSign}mm${yearSign}dd`];
  const [, first, sign, second] = DAY_FIRST_OR_MONTH_FIRST.exec(text) ?? [];
  if (!sign) return [];
  const forms = [
    { form: `dd${sign}mm${sign}yyyy`, month: second },
    { form: `mm${sign}dd${sign}yyyy`, month: first },
  ];
  return forms.filter(({ month }) => Number(month) <= 12).map(({ form }) => form);
}
