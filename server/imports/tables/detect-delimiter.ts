import { parse } from 'csv-parse/sync';

/** In the order of preference where a sample fits several. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;
const RECORDS = 50;

/**
 * The delimiter that cuts a sample of a CSV into the most regular table: the largest share of records as wide
 * as the header, then the widest header. A comma where nothing cuts it, i.e. for a single column.
 *
 * @param sample the beginning of the file, cut anywhere
 */
export function detectDelimiter(sample: string): string {
  const fits = DELIMITERS.map((delimiter) => ({ delimiter, ...regularity(sample, delimiter) }));
  const best = fits
    .filter(({ width }) => width > 1)
    .sort((a, b) => b.share - a.share || b.width - a.width)
    .at(0);
  return best?.delimiter ?? ',';
}

function regularity(sample: string, delimiter: string): { width: number; share: number } {
  const records = recordsOf(sample, delimiter);
  const width = records[0]?.length ?? 0;
  const regular = records.filter((record) => record.length === width).length;
  return { width, share: regular / Math.max(1, records.length) };
}

function recordsOf(sample: string, delimiter: string): string[][] {
  const lastLine = sample.lastIndexOf('\n');
  const whole = lastLine > 0 ? sample.slice(0, lastLine) : sample;
  const records: string[][] = [];
  try {
    parse(whole, {
      delimiter,
      to: RECORDS,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      onRecord: (record: string[]) => {
        records.push(record);
        return null;
      },
    });
  } catch {
    // a quoted cell that the end of the sample cut in two: the records before it count
  }
  return records;
}
