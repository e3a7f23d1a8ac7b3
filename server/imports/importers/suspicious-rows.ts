import { COUNT_CHECKS, COUNTS, type Count, type CountCheck, isSuspicious } from '../../events/index.js';
import type { MappedRecord } from '../mapping/column-mapping.js';
import { beginningOf } from '../shown-text.js';

type Fields = Readonly<Partial<Record<string, string>>>;

/** What to look at again in a row of totals: none of it is impossible, most of it is a fault of the export. */
export const countWarnings = (record: MappedRecord<string>): readonly string[] => [
  ...nameWarnings(record),
  ...COUNT_CHECKS.flatMap((check) => countWarning(record, check)),
];

/** What to look at again in the names of a row: a sum that the export added, an identifier that a spreadsheet cut. */
export const nameWarnings = (record: MappedRecord<string>): readonly string[] => [
  ...NAMED.flatMap((field) => sumWarning(field, record)),
  ...IDENTIFIERS.flatMap((field) => cutWarning(field, record)),
];

/** Totals are plain decimals by now; a blank one counts as 0. */
function countWarning(record: Fields, check: CountCheck): string[] {
  const { part, whole } = check;
  const counts = Object.fromEntries(COUNTS.map((count) => [count, Number(record[count] ?? '')]));
  if (!isSuspicious(counts as Record<Count, number>, check)) return []; // each of them
  return [`more ${part} than ${whole}, ${record[part]} on ${record[whole]}: are the columns right?`];
}

const NAMED = ['store', 'item'];
const SUM =
  /^(?:(?:grand|sub)?[ -]?(?:total|sum)s?|total (?:général|general|geral)|(?:gesamt|zwischen)?summe|gesamt(?:ergebnis)?|insgesamt|somme|totale|totaal|suma|合计|总计|小计|合計)[ :]*$/iu;

function sumWarning(field: string, record: Fields): string[] {
  const text = record[field] ?? '';
  return SUM.test(text)
    ? [`${field} is "${text}", which looks like a row of sums: its numbers may be counted twice`]
    : [];
}

const IDENTIFIERS = ['item', 'store', 'visitor', 'order', 'id'];
const WITH_EXPONENT = /^\d(?:[.,]\d+)?E\+\d+$/iu;
/** A spreadsheet keeps 15 digits and writes zeros for the rest. */
const ZEROS_AT_THE_END = /^\d{13,}000$/u;

function cutWarning(field: string, record: Fields): string[] {
  const text = record[field] ?? '';
  if (!WITH_EXPONENT.test(text) && !ZEROS_AT_THE_END.test(text)) return [];
  return [`${field} is "${beginningOf(text)}": a spreadsheet has probably cut its digits; export it as text`];
}
