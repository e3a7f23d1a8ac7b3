import { formatPValue } from '../../../format/numbers.js';

/** `p = 0.003`, `p < 0.001`. */
export function pValueWords(pValue: number | null): string {
  const words = formatPValue(pValue);
  return words.startsWith('<') ? `p ${words}` : `p = ${words}`;
}
