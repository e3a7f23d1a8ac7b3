import { COUNT_CHECKS, COUNTS, type Count, type CountCheck, isSuspicious } from '../../events/index.js';
import type { MappedRecord } from '../mapping/column-mapping.js';
import { nameWarnings } from './suspicious-names.js';

type Fields = Readonly<Partial<Record<string, string>>>;

/** What to look at again in a row of totals: none of it is impossible, most of it is a fault of the export. */
export const countWarnings = (record: MappedRecord<string>): readonly string[] => [
  ...nameWarnings(record),
  ...COUNT_CHECKS.flatMap((check) => countWarning(record, check)),
  ...revenueWarning(record),
];

const revenueWarning = ({ revenue, orders }: Fields): string[] =>
  Number(revenue ?? '') > 0 && orders !== '' && Number(orders) === 0
    ? [`revenue ${revenue} without an order: are the columns right?`]
    : [];

/** Totals are plain decimals by now; a blank one counts as 0. */
function countWarning(record: Fields, check: CountCheck): string[] {
  const { part, whole } = check;
  const counts = Object.fromEntries(COUNTS.map((count) => [count, Number(record[count] ?? '')]));
  if (!isSuspicious(counts as Record<Count, number>, check)) return []; // each of them
  return [`more ${part} than ${whole}, ${record[part]} on ${record[whole]}: are the columns right?`];
}
