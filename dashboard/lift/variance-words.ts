import type { VarianceFrom } from '../generated/graphql.js';

/** What says how uncertain the lift of a store is, as the entry of a column. */
export const VARIANCE_NAMES: Record<VarianceFrom, string> = {
  POOLED_ITEMS: 'Counts and items',
  COUNTS: 'Counts alone',
};

/** The same in a sentence. */
export const VARIANCE_SENTENCES: Record<VarianceFrom, string> = {
  POOLED_ITEMS: 'The interval allows for counts, and for how much items differ, pooled over all stores.',
  COUNTS:
    'The interval allows for counts alone: no store has two items of an origin. Too narrow if items differ.',
};
