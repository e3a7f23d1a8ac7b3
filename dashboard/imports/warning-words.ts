import { formatCount } from '../format/numbers.js';

/** A row that is suspicious, in a sentence. */
export const warningWords = ({ row, message }: { readonly row: number; readonly message: string }): string =>
  `Row ${formatCount(row)}: ${message}`;
