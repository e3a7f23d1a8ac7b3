/** Digits after the point that a currency uses, as Intl knows them: 2 for USD, 0 for JPY. */
const minorDigits = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

const currencyFormats = new Map<string, { format: Intl.NumberFormat; scale: number }>();

function currencyFormat(currency: string) {
  const known = currencyFormats.get(currency);
  if (known) return known;
  const made = {
    format: new Intl.NumberFormat('en', { style: 'currency', currency }),
    scale: 10 ** minorDigits(currency),
  };
  currencyFormats.set(currency, made);
  return made;
}

/** An amount in minor units (cents, say) in its own currency, `$12.50`; a dash where there is none. */
export function formatMoney(
  amountMinor: number | null | undefined,
  currency: string | null | undefined,
): string {
  if (amountMinor == null || !currency) return '–';
  const { format, scale } = currencyFormat(currency);
  return format.format(amountMinor / scale);
}
