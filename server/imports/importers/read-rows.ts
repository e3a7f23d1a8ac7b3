import type { DateFormat } from '../mapping/date-format.js';
import { RecordReader } from '../mapping/record-reader.js';
import { type ImportRow, type Rejection, rejectionOf } from '../runs/row-importer.js';

/** A row with its values read. */
export interface ReadRow<Value> {
  readonly row: number;
  readonly value: Value;
}

export interface ReadRows<Value> {
  readonly read: readonly ReadRow<Value>[];
  readonly rejections: readonly Rejection[];
}

/** Reads rows one by one: those with a fault become rejections that name all faults of the row. */
export function readRows<Name extends string, Value>(
  rows: readonly ImportRow<Name>[],
  dates: DateFormat | undefined,
  read: (row: RecordReader) => Value,
): ReadRows<Value> {
  const readable: ReadRow<Value>[] = [];
  const rejections: Rejection[] = [];
  for (const row of rows) {
    const record = new RecordReader<string>(row.record, dates);
    const value = read(record);
    if (record.problems.length === 0) readable.push({ row: row.number, value });
    else rejections.push(rejectionOf(row.number, record.problems));
  }
  return { read: readable, rejections };
}
