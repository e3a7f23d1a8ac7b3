import type { LiftBreakdown } from '../../generated/graphql.js';

export const BREAKDOWN_NAMES: Record<LiftBreakdown, string> = {
  CATEGORY: 'Category',
  PRICE_BAND: 'Price band',
  MONTH: 'Month',
  STORE_ATTRIBUTE: 'Store attribute',
};

interface WithAttributes {
  readonly attributes: readonly { readonly name: string }[];
}

/** Every attribute that some store has, in alphabetical order. */
export const attributeNames = (stores: readonly WithAttributes[]): string[] =>
  [...new Set(stores.flatMap(({ attributes }) => attributes.map(({ name }) => name)))].sort();

/** The breakdown an address asks for; by category where it asks for none that is possible. */
export function breakdownOf(text: string, attributes: readonly string[]): LiftBreakdown {
  if (text === 'STORE_ATTRIBUTE' && attributes.length === 0) return 'CATEGORY';
  return Object.hasOwn(BREAKDOWN_NAMES, text) ? (text as LiftBreakdown) : 'CATEGORY';
}

const WORDS: Record<string, string> = { LOW: 'Low price', MIDDLE: 'Middle price', HIGH: 'High price' };

/** A slice's label for people. */
export const sliceName = (label: string | null): string =>
  label === null ? 'Not stated' : (WORDS[label] ?? label);
