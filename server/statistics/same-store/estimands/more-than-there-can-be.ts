import { ARM_NAMES, type Arm, type MetricWords, type StoreArms } from '../arms.js';

/** Why the proportions of a store are not proportions: more clicks than impressions; null if they are. */
export const moreThanThereCanBe = (store: StoreArms, words: MetricWords): string | null =>
  ARM_NAMES.some((arm) => exceeds(store[arm])) ? `more ${words.numerator} than ${words.denominator}` : null;

const exceeds = ({ numerator, denominator, sumOfSquares }: Arm): boolean =>
  sumOfSquares === undefined && numerator > denominator;
