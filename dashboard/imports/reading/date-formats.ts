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

const PARTS = ['yyyy', 'mm', 'dd'];

/** Why a format cannot be used; null if it can. */
export function dateFormatFault(format: string | null): string | null {
  if (!format || /^epoch-(s|ms|us)$/i.test(format)) return null;
  const form = format.toLowerCase().replace(/[ t]hh:mm(:ss)?$/, '');
  const isWhole = PARTS.every((part) => form.split(part).length === 2);
  return isWhole ? null : 'A date format has yyyy, mm and dd once each, e.g. dd-mm-yyyy.';
}

/** Whether a format has to be typed, since the list does not have it. */
export const isTyped = (format: string | null): boolean =>
  !DATE_FORMATS.some(({ value }) => value === (format ?? ''));
