import type { TableSource } from './table-source.js';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** The lines of a text: CRLF, LF and CR all end one, also in one text. */
export const linesOf = (text: string): string[] => text.split(/\r\n|\n|\r/);

/** Counts the line breaks of a text that comes in pieces of bytes. */
export class LineBreaks {
  count = 0;
  private last = 0;

  add(bytes: Uint8Array): void {
    let { count, last } = this;
    // an index is much faster here than an iterator
    for (let n = 0; n < bytes.length; n += 1) {
      const byte = bytes[n]!;
      if (byte === CARRIAGE_RETURN || (byte === LINE_FEED && last !== CARRIAGE_RETURN)) count += 1;
      last = byte;
    }
    this.count = count;
    this.last = last;
  }

  /** Whether a text stands after the last line break. */
  get isWithinLine(): boolean {
    return this.last !== LINE_FEED && this.last !== CARRIAGE_RETURN;
  }
}

/** Lines of a text that is not empty, blank ones included. */
export async function countLines(source: TableSource): Promise<number> {
  const breaks = new LineBreaks();
  for await (const bytes of source.stream()) breaks.add(bytes);
  return breaks.count + (breaks.isWithinLine ? 1 : 0);
}
