import { shownNumber } from '../../../platform/errors/index.js';

const MEBIBYTE = 2 ** 20;
/** The description of the file at its end. */
export const MAX_FOOTER_BYTES = 16 * MEBIBYTE;
/** A row group, compressed or not. */
export const MAX_GROUP_BYTES = 512 * MEBIBYTE;
export const MAX_GROUP_ROWS = 5_000_000;
/** Values of one column of a row group, of which lists have several a row. */
export const MAX_GROUP_VALUES = 20_000_000;
export const MAX_PAGE_BYTES = 128 * MEBIBYTE;

/** Bytes of memory of a process that reads Parquet, with what is outside of its heap. */
export const MAX_MEMORY = 2048 * MEBIBYTE;
/** Of its heap. */
export const MAX_HEAP_MEBIBYTES = 512;

export type ParquetPart = 'footer' | 'row group' | 'page';

/** Ends a sentence that begins with the file's name. */
export const tooLarge = (part: ParquetPart, limit: number): Error =>
  new Error(`a ${part} is larger than ${limit / MEBIBYTE} MiB, which is the limit. ${ADVICE}`);

export const tooManyRows = (): Error =>
  new Error(`a row group has more than ${shownNumber(MAX_GROUP_ROWS)} rows, which is the limit. ${ADVICE}`);

export const ADVICE = 'Write the file with smaller row groups, e.g. of 100,000 rows, or as CSV';

export const TOO_MUCH_MEMORY = `a part needs more than ${MAX_HEAP_MEBIBYTES} MiB of heap or ${MAX_MEMORY / MEBIBYTE} MiB of memory. ${ADVICE}`;

/** @param reason with which the sentence ends */
export const unreadable = (name: string, reason: string): string =>
  `${name} cannot be read as Parquet: ${reason}`;
