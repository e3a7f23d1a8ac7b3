import { DomainError } from '../../../platform/errors/index.js';
import { type CsvDialect, CsvQuoting } from './csv-quoting.js';
import { CsvReader } from './csv-reader.js';

/** In the order of preference where a sample fits several. */
const DELIMITERS = [',', ';', '\t', '|'] as const;
const RECORDS = 50;

/** The beginning of a CSV, cut anywhere. */
export interface CsvSample {
  readonly text: string;
  /** Whether it is the whole file. */
  readonly isWhole: boolean;
}

/**
 * The delimiter that cuts a sample of a CSV into the most regular table: the largest share of records as wide
 * as the header, then the widest header. A comma where nothing cuts it, i.e. for a single column.
 */
export function detectDelimiter(sample: CsvSample, quoting: CsvDialect['quoting']): string {
  const fits = DELIMITERS.map((delimiter) => ({ delimiter, ...regularity(sample, { delimiter, quoting }) }));
  const best = fits
    .filter(({ width }) => width > 1)
    .sort((a, b) => b.share - a.share || b.width - a.width)
    .at(0);
  return best?.delimiter ?? ',';
}

function regularity(sample: CsvSample, dialect: CsvDialect): { width: number; share: number } {
  const widths = firstRecords(sample, dialect).map((cells) => cells.length);
  const width = widths[0] ?? 0;
  const regular = widths.filter((other) => other === width).length;
  return { width, share: regular / Math.max(1, widths.length) };
}

function firstRecords({ text, isWhole }: CsvSample, dialect: CsvDialect): (readonly string[])[] {
  const reader = new CsvReader('', { ...dialect, quoting: dialect.quoting ?? CsvQuoting.QUOTED });
  const records: (readonly string[])[] = [];
  try {
    for (const cells of reader.records(text, isWhole)) {
      if (cells.length > 1 || cells[0] !== '') records.push(cells);
      if (records.length >= RECORDS) break;
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error; // a fault under this delimiter: the records before it count
  }
  return records;
}
