import { invalidInput } from '../../platform/errors/index.js';
import { LineBreaks, linesOf } from './lines.js';
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
  const breaks = new LineBreaks();
  const lineAt = (before: string) => breaks.count + linesOf(before).length;
  for await (const bytes of source.stream()) {
    onBytes(bytes.byteLength);
    const text = decode(decoder, bytes, () => notUtf8(source.name, lineAt(beforeFault(bytes))));
    if (bytes.includes(0)) throw notText(source.name, lineAt(text.slice(0, text.indexOf('\0'))));
    breaks.add(bytes);
    if (text !== '') yield text;
  }
  yield decode(decoder, new Uint8Array(), () => notUtf8(source.name, lineAt('')), false);
}

function decode(
  decoder: InstanceType<typeof TextDecoder>,
  bytes: Uint8Array,
  failure: () => Error,
  stream = true,
): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    throw failure();
  }
}

const beforeFault = (bytes: Uint8Array) => new TextDecoder().decode(bytes).split('\uFFFD', 1)[0] ?? '';

const notText = (name: string, line: number) =>
  invalidInput(
    `${name} is not a text file (first fault in line ${line}: a NUL character). Export the table as "CSV UTF-8"`,
  );

const notUtf8 = (name: string, line: number) =>
  invalidInput(
    `${name} is not UTF-8 text (first fault in line ${line}). Save it as "CSV UTF-8", or convert it with iconv -f WINDOWS-1252 -t UTF-8`,
  );
