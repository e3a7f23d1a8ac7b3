import type { Table } from './table.js';

/** The table with columns that are named but not known yet, since its later rows may have them. */
export const withColumns = (table: Table, names: readonly string[]): Table =>
  table.columnsAreComplete ? table : { ...table, columns: [...new Set([...table.columns, ...names])] };
