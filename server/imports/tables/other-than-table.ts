const SAVE_AS_CSV = 'export the table as "CSV UTF-8"';
const UTF16 = 'is UTF-16 text: save it as "CSV UTF-8"';
const PACKED = 'is compressed: unpack it first';
const IMAGE = `is an image, not a table: ${SAVE_AS_CSV}`;

/** What files begin with that are no tables, byte for character. */
const SIGNATURES: readonly (readonly [start: string, advice: string])[] = [
  ['PK\x03\x04', 'is a workbook or a zip archive: save the sheet as CSV'],
  ['\xd0\xcf\x11\xe0', 'is an old Excel workbook: save the sheet as CSV'],
  ['\x1f\x8b', 'is compressed with gzip: unpack it first'],
  ['BZh91AY&SY', PACKED],
  ['\xfd7zXZ', PACKED],
  ['\x28\xb5\x2f\xfd', PACKED],
  ['7z\xbc\xaf', PACKED],
  ['Rar!\x1a\x07', PACKED],
  ['\xff\xfe', UTF16],
  ['\xfe\xff', UTF16],
  ['%PDF-', `is a PDF document: ${SAVE_AS_CSV}`],
  ['\x89PNG', IMAGE],
  ['\xff\xd8\xff', IMAGE],
  ['GIF87a', IMAGE],
  ['GIF89a', IMAGE],
  ['SQLite format 3', `is an SQLite database: ${SAVE_AS_CSV}`],
];
const MARKUP = /^\s*<(!doctype|html|\?xml)/i;
const MARKUP_ADVICE = `is a web page or other markup: ${SAVE_AS_CSV}`;
const NOT_TEXT = `is not a text file: ${SAVE_AS_CSV}`;

/**
 * What a file is instead of a table, and what to do about it, as the end of a sentence; null if it may be one.
 *
 * @param head the beginning of the file
 */
export function otherThanTable(head: Uint8Array): string | null {
  const start = String.fromCharCode(...head.subarray(0, 16));
  const known = SIGNATURES.find(([signature]) => start.startsWith(signature));
  if (known) return known[1];
  if (MARKUP.test(new TextDecoder().decode(head.subarray(0, 100)))) return MARKUP_ADVICE;
  const [even, odd] = [0, 1].map((parity) => head.filter((byte, n) => byte === 0 && n % 2 === parity).length);
  if (even === 0 && odd === 0) return null;
  return isUtf16(even!, odd!, head.length) ? UTF16 : NOT_TEXT;
}

/** In UTF-16 every character of ASCII has a NUL, and all of them are the first or all the second of their two bytes. */
const isUtf16 = (even: number, odd: number, byteCount: number) =>
  Math.max(even, odd) > byteCount / 20 && Math.min(even, odd) < Math.max(even, odd) / 10;
