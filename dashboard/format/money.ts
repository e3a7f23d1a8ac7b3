/** Minor-unit digits that are not 2, by ISO 4217, as the server counts them. Intl follows usage instead (HUF 0). */
const DIGITS: ReadonlyMap<string, number> = new Map([
  ...codes('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF', 0),
  ...codes('BHD IQD JOD KWD LYD OMR TND', 3),
  ...codes('CLF UYW', 4),
]);

const currencyFormats = new Map<string, { format: Intl.NumberFormat; scale: number }>();

function currencyFormat(currency: string) {
  const known = currencyFormats.get(currency);
  if (known) return known;
  const digits = DIGITS.get(currency) ?? 2;
  const made = {
    format: new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }),
    scale: 10 ** digits,
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

/** A rate of money in minor units, which may be far below one: three digits, `$0.0123`; a dash where there is none. */
export function formatRateOfMoney(
  rateMinor: number | null | undefined,
  currency: string | null | undefined,
): string {
  if (rateMinor == null || !currency) return '–';
  const format = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumSignificantDigits: 3,
    maximumSignificantDigits: 3,
  });
  return format.format(rateMinor / currencyFormat(currency).scale);
}

function codes(list: string, digits: number): [string, number][] {
  return list.split(' ').map((code) => [code, digits]);
}
