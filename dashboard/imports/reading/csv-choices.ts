interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What may separate the cells of a CSV; the empty one is found from the file. */
export const DELIMITERS: readonly Choice[] = [
  { value: '', label: 'As found in the file' },
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Vertical bar' },
];

/** The name of a delimiter, e.g. `semicolon`. */
export const delimiterName = (delimiter: string): string =>
  DELIMITERS.find(({ value }) => value === delimiter)?.label.toLowerCase() ?? `“${delimiter}”`;

/** How a CSV may use quotation marks; with the empty one a file that contradicts itself is refused. */
export const QUOTINGS: readonly Choice[] = [
  { value: '', label: 'Found and checked' },
  { value: 'NONE', label: 'None: the file does not quote its cells' },
  { value: 'QUOTED', label: 'Quoted: cells may hold lines that read like rows' },
];
