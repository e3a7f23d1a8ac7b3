import { invalidInput } from '../../platform/errors/index.js';
import { LineBreaks } from './lines.js';
import type { TableSource } from './table-source.js';

/**
 * The text of a source in pieces, without its byte order mark.
 *
 * @param onBytes told the number of bytes of each piece
 * @throws {DomainError} INVALID_INPUT naming the line where the bytes are not UTF-8, or where there is a NUL, which no
 *   text has
 */
export async function* utf8Text(
  source: TableSource,
  onBytes: (count: number) => void = () => {},
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let offset = 0;
  for await (const bytes of source.stream()) {
    onBytes(bytes.byteLength);
    const text = decoded(decoder, bytes);
    if (text === null) throw await notUtf8(source, offset + faultIn(bytes));
    if (bytes.includes(0)) throw await notText(source, offset + bytes.indexOf(0));
    offset += bytes.byteLength;
    if (text !== '') yield text;
  }
  if (decoded(decoder, new Uint8Array(), false) === null) throw await notUtf8(source, offset);
}

/** Null for bytes that are not UTF-8. */
function decoded(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, stream = true): string | null {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    return null;
  }
}

/** Where bytes stop being UTF-8; they may begin within a character. */
function faultIn(bytes: Uint8Array): number {
  const start = Math.max(
    0,
    bytes.findIndex((byte) => (byte & 0xc0) !== 0x80),
  );
  const [before = ''] = new TextDecoder().decode(bytes.subarray(start)).split('\uFFFD', 1);
  return start + new TextEncoder().encode(before).byteLength;
}

/** The line of a byte: looked for only once there is a fault, since most files have none. */
async function lineOf(source: TableSource, position: number): Promise<number> {
  const breaks = new LineBreaks();
  let offset = 0;
  for await (const bytes of source.stream()) {
    breaks.add(bytes.subarray(0, Math.max(0, position - offset)));
    offset += bytes.byteLength;
    if (offset >= position) break;
  }
  return breaks.count + 1;
}

const notUtf8 = async (source: TableSource, position: number) =>
  invalidInput(
    `${source.name} is not UTF-8 text (first fault in line ${await lineOf(source, position)}). Save it as "CSV UTF-8", or convert it with iconv -f WINDOWS-1252 -t UTF-8`,
  );

const notText = async (source: TableSource, position: number) =>
  invalidInput(
    `${source.name} is not a text file (first fault in line ${await lineOf(source, position)}: a NUL character). Export the table as "CSV UTF-8"`,
  );
