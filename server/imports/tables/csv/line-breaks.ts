/** CRLF, LF and CR all end a line, also in one file. */
export const LINE_BREAK = /\r\n|\n|\r/;

export const linesOf = (text: string): string[] => text.split(LINE_BREAK);
