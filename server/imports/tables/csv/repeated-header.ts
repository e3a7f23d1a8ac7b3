import { invalidInput } from '../../../platform/errors/index.js';

/** Two columns may hold each other's names by chance. */
const MIN_COLUMNS = 3;

/**
 * Refuses a file in which the header comes again, as where files were joined together: the second may have its columns in
 * another order, so that no row after it can be trusted.
 *
 * @param name of the file
 * @returns a check of one record after the header
 */
export function headerGuard(name: string, header: readonly string[]) {
  const names = new Set(header.map(plain));
  const isTelling = names.size === header.length && names.size >= MIN_COLUMNS && !names.has('');
  return (cells: readonly string[], row: number): void => {
    if (!isTelling || cells.length !== header.length || !names.has(plain(cells[0]!))) return;
    if (new Set(cells.map(plain)).size < names.size || !cells.every((cell) => names.has(plain(cell)))) return;
    throw invalidInput(
      `Row ${row} of ${name} repeats the header, as where files were joined together: import them one by one, or remove the line if its columns are in the same order`,
    );
  };
}

const plain = (cell: string) => cell.trim();
