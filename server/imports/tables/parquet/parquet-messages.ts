/**
 * What the process that reads Parquet tells, one answer each time it is asked: the columns, then rows, then the end.
 */
export type ParquetAnswer =
  | {
      readonly kind: 'columns';
      readonly columns: readonly string[];
      /** Which columns hold numbers, see `TableRow.numeric`. */
      readonly numeric: readonly boolean[];
      readonly rowCount: number;
    }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'end' }
  | { readonly kind: 'refused'; readonly message: string };
