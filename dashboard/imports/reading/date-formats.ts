/** How a file may write days and times; the empty one is ISO. */
export const DATE_FORMATS: readonly { readonly value: string; readonly label: string }[] = [
  { value: '', label: '2026-01-31 (ISO 8601)' },
  { value: 'dd.mm.yyyy', label: '31.01.2026 (dd.mm.yyyy)' },
  { value: 'dd/mm/yyyy', label: '31/01/2026 (dd/mm/yyyy)' },
  { value: 'mm/dd/yyyy', label: '01/31/2026 (mm/dd/yyyy)' },
  { value: 'dd-mm-yyyy', label: '31-01-2026 (dd-mm-yyyy)' },
  { value: 'yyyy/mm/dd', label: '2026/01/31 (yyyy/mm/dd)' },
  { value: 'yyyymmdd', label: '20260131 (yyyymmdd)' },
  { value: 'epoch-s', label: '1769817600 (seconds since 1970)' },
  { value: 'epoch-ms', label: '1769817600000 (milliseconds since 1970)' },
  { value: 'epoch-us', label: '1769817600000000 (microseconds since 1970)' },
];

/** Whether a format has to be typed, since the list does not have it. */
export const isTyped = (format: string | null): boolean =>
  !DATE_FORMATS.some(({ value }) => value === (format ?? ''));
