/** How a CSV uses quotation marks, where it is not checked whether they can be trusted. */
export enum CsvQuoting {
  /** A quoted cell may hold any lines. */
  QUOTED = 'QUOTED',
  /** A quotation mark is a character like any other, as in the exports of most databases. */
  NONE = 'NONE',
}

/** What separates the cells of a CSV. */
export interface CsvDialect {
  readonly delimiter: string;
  /** Without it, cells may be quoted, and a quoted cell that seems to have swallowed rows is a fault. */
  readonly quoting?: CsvQuoting | null | undefined;
}

/** What people say of a CSV; what they leave out is found from the file. */
export interface CsvSettings {
  readonly delimiter?: string | null | undefined;
  readonly quoting?: CsvQuoting | null | undefined;
}
