/** A larger exponent keeps its notation, since a few characters would become millions of zeros. */
const MAX_EXPONENT = 400;
const LITERAL = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i;

/**
 * A number as its digits with a point and no exponent: `1e3` is `1000`, `12.50` is `12.5`, `-0` is `0`. Two texts of the
 * same number become the same text. A text that is not a number of JSON stays as it is, as does one with an exponent
 * beyond ±400.
 */
export function plainDecimal(text: string): string {
  const [, sign, whole, fraction = '', exponent = '0'] = LITERAL.exec(text) ?? [];
  if (whole === undefined || Math.abs(Number(exponent)) > MAX_EXPONENT) return text;
  const point = whole.length + Number(exponent);
  const digits = `${'0'.repeat(Math.max(0, -point))}${whole}${fraction}`.padEnd(point, '0');
  const end = Math.max(0, point);
  const plain = `${withoutLeadingZeros(digits.slice(0, end))}${fractionOf(digits.slice(end))}`;
  return plain === '0' ? plain : `${sign}${plain}`;
}

const withoutLeadingZeros = (whole: string) => whole.replace(/^0+/, '') || '0';

function fractionOf(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end -= 1;
  return end > 0 ? `.${digits.slice(0, end)}` : '';
}
