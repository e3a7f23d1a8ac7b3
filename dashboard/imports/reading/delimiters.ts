/** What may separate the cells of a CSV; the empty one is found from the file. */
export const DELIMITERS: readonly { readonly value: string; readonly label: string }[] = [
  { value: '', label: 'As found in the file' },
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Vertical bar' },
];

/** The name of a delimiter, e.g. `semicolon`. */
export const delimiterName = (delimiter: string): string =>
  DELIMITERS.find(({ value }) => value === delimiter)?.label.toLowerCase() ?? `“${delimiter}”`;
