/** What the totals are cut by, and the value rows without one come under. */
export type Slicing = SlicingWithoutMonths | { readonly by: 'MONTH' };

/** The same with what must be known of the data to read it. */
export type ReadableSlicing =
  | SlicingWithoutMonths
  | {
      readonly by: 'MONTH';
      /** First days of all months that the weeks with totals are in. */
      readonly monthStarts: readonly string[];
    };

type SlicingWithoutMonths =
  | { readonly by: 'CATEGORY' | 'PRICE_BAND' | 'WEEK' | 'DAY' }
  | { readonly by: 'STORE_ATTRIBUTE'; readonly attribute: string };

/** The name of the store attribute that STORE_ATTRIBUTE is about: the parameter after those of every statement. */
const ATTRIBUTE_OF_STORE = 's.attributes ->> $10';

/** The parameters after those of every statement. */
export const slicingParameters = (slicing: Slicing | null): string[] =>
  slicing?.by === 'STORE_ATTRIBUTE' ? [slicing.attribute] : [];

/**
 * What tells the slices of rows of `t` apart, quicker to group by than their text. Null where all rows are in one, also
 * for attributes of stores, which rows do not know.
 *
 * @param items what knows category and price band: the items, or the rows themselves
 */
export function cutOfRow(slicing: Slicing | null, items: 'i' | 't'): string {
  switch (slicing?.by) {
    case 'CATEGORY':
      return `${items}.category`;
    case 'PRICE_BAND':
      return `${items}.price_band`;
    case 'MONTH':
      return "date_trunc('month', t.day::timestamp)::date";
    case 'WEEK':
      return "date_trunc('week', t.day::timestamp)::date";
    case 'DAY':
      return 't.day';
    default:
      return 'NULL::text';
  }
}

/**
 * The slice of a group of rows, as text.
 *
 * @param cut what `cutOfRow` gave; `s` is the store
 */
export function sliceOf(slicing: Slicing | null, cut: string): string {
  switch (slicing?.by) {
    case 'STORE_ATTRIBUTE':
      return ATTRIBUTE_OF_STORE;
    case 'PRICE_BAND':
      return `(${cut})::text`;
    case 'MONTH':
      return `to_char(${cut}, 'YYYY-MM')`;
    case 'WEEK':
    case 'DAY':
      return `to_char(${cut}, 'YYYY-MM-DD')`;
    default:
      return cut;
  }
}
