import { shownNumber } from '../platform/errors/index.js';

/** What one file may hold, whatever its format and however it came; the command line, GraphQL and jobs share these. */
export const MAX_COLUMNS = 1_000;
export const MAX_COLUMN_NAME_LENGTH = 500;
/** Characters of one cell; a row with a longer one is rejected. */
export const MAX_CELL_LENGTH = 100_000;
/** Bytes of one row, in MiB; a file with a longer one cannot be read. */
export const MAX_ROW_MEBIBYTES = 1;
export const MAX_ROW_LENGTH = MAX_ROW_MEBIBYTES * 2 ** 20;

export const MAX_MAPS = 50;
/** Values that one map translates. */
export const MAX_MAP_VALUES = 1_000;
/** Characters of a value in a map. */
export const MAX_MAP_VALUE_LENGTH = 1_000;
/** Characters of a map that a person types. */
export const MAX_MAP_LENGTH = 20_000;
export const MAX_DATE_FORMAT_LENGTH = 30;

/** The limits in a sentence. */
export const IMPORT_LIMITS =
  `A file has at most ${shownNumber(MAX_COLUMNS)} columns, with names of at most ${MAX_COLUMN_NAME_LENGTH} characters; ` +
  `a cell at most ${shownNumber(MAX_CELL_LENGTH)} characters, a row at most ${MAX_ROW_MEBIBYTES} MiB; ` +
  `an import at most ${MAX_MAPS} maps, each of at most ${shownNumber(MAX_MAP_VALUES)} values, ` +
  `or of ${shownNumber(MAX_MAP_LENGTH)} characters on the command line.`;
