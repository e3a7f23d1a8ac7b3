/** A piece of a text in which lines and quotation marks are looked for at positions that never go back. */
export class TextPiece {
  private readonly lineFeed: Upcoming;
  private readonly carriageReturn: Upcoming;
  private readonly quotationMark: Upcoming;

  /** @param isLast whether the text ends with this piece */
  constructor(
    readonly text: string,
    readonly isLast: boolean,
  ) {
    this.lineFeed = new Upcoming(text, '\n');
    this.carriageReturn = new Upcoming(text, '\r');
    this.quotationMark = new Upcoming(text, '"');
  }

  /** The position of the next line break, or of the end of the piece. */
  lineEnd(start: number): number {
    return Math.min(this.lineFeed.from(start), this.carriageReturn.from(start), this.text.length);
  }

  /** Where the line after the line break at `end` begins; null if that is told by the next piece. */
  nextLine(end: number): number | null {
    const { text, isLast } = this;
    if (text[end] === '\r' && text[end + 1] === '\n') return end + 2;
    const isOpen = end >= text.length || (text[end] === '\r' && end + 1 === text.length);
    return isOpen && !isLast ? null : Math.min(end + 1, text.length);
  }

  hasQuotationMark(start: number, end: number): boolean {
    return this.quotationMark.from(start) < end;
  }
}

/** Remembers where a character comes next, so that a text is searched once. */
class Upcoming {
  private position = -1;

  constructor(
    private readonly text: string,
    private readonly sought: string,
  ) {}

  /** The first position at `start` or after it; Infinity if there is none. */
  from(start: number): number {
    if (this.position < start) {
      const found = this.text.indexOf(this.sought, start);
      this.position = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return this.position;
  }
}
