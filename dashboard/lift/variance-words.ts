import type { VarianceFrom } from '../generated/graphql.js';

/** What says how uncertain the lift of a store is, as the entry of a column. */
export const VARIANCE_NAMES: Record<VarianceFrom, string> = {
  POOLED_ITEMS: 'Counts and items',
  POOLED_ITEMS_OF_ONE_ARM: 'Counts, items of one origin',
  COUNTS: 'Counts alone',
};

/** The same in a sentence. */
export const VARIANCE_SENTENCES: Record<VarianceFrom, string> = {
  POOLED_ITEMS: 'The interval allows for counts, and for how much items differ, pooled over all stores.',
  POOLED_ITEMS_OF_ONE_ARM:
    'The interval allows for counts, and for how much items of one origin differ. No store has two items of the other, with counts: too narrow to judge by if those differ.',
  COUNTS:
    'The interval allows for counts alone: no store has two items of either origin, with counts. Too narrow to judge by if items differ.',
};
