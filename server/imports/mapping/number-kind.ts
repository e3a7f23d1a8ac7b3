import { AMOUNT_MINOR_RANGE, isWithin, type Range } from '../../platform/index.js';

/** What a number field holds. */
export interface NumberKind {
  /** Whether it may have the sign or code of its currency before or after it. */
  readonly isAmount: boolean;
  /** Whether a plain decimal is surely a value of the field: only such a number says how a file writes numbers. */
  readonly takes: (decimal: string) => boolean;
}

/** What one row may count: no shop shows an item more often, and sums of thousands of such rows stay exact. */
export const COUNT_RANGE: Range = { min: 0, max: 1e12 };

/** Whole numbers of a range that begins at 0 or later; `12.0` is one, since programs write counts so. */
export const wholeKind = (range: Range): NumberKind => ({
  isAmount: false,
  takes: (decimal) => /^\d+(\.0*)?$/u.test(decimal) && isWithin(range, Number(decimal)),
});

export const COUNT_KIND = wholeKind(COUNT_RANGE);

/** No currency has more digits. */
const MAX_MINOR_DIGITS = 4;

export const AMOUNT_KIND: NumberKind = {
  isAmount: true,
  takes: (decimal) =>
    !decimal.startsWith('-') && Number(decimal) <= AMOUNT_MINOR_RANGE.max / 10 ** MAX_MINOR_DIGITS,
};
