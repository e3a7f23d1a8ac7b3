export type TableFormat = 'CSV' | 'NDJSON' | 'PARQUET';

export interface TableRow {
  /** As people count it: a CSV header is row 1, its first record row 2; NDJSON and Parquet begin at row 1. */
  readonly number: number;
  /** One text a column of the table, in its order; `''` where the file has nothing. */
  readonly cells: readonly string[];
  /**
   * Which cells the file holds as numbers, one a column: those have a point before their decimals and nothing between
   * their thousands. Null if all are texts, as in a CSV, where `1.250` may mean either.
   */
  readonly numeric: readonly boolean[] | null;
  /** Why the row as a whole cannot be used, e.g. too few cells; else null. */
  readonly problem: string | null;
}

/** A file read as rows of text, whatever its format. */
export interface Table {
  readonly format: TableFormat;
  /** The delimiter of a CSV; null for the other formats. */
  readonly delimiter: string | null;
  readonly columns: readonly string[];
  /** Whether no row has a column that is not among them; a request does not look at all of a long NDJSON. */
  readonly columnsAreComplete: boolean;
  /** Reads from the start, row by row, holding no more than a batch of rows in memory. */
  rows(): AsyncGenerator<TableRow, void, undefined>;
  /** How much of the file the reader that was opened last has taken in, in [0, 1]. */
  fractionRead(): number;
  /** Lines of the file, its header and blank ones included; null if it has none. A cell of several lines has several. */
  countLines(): Promise<number | null>;
}
