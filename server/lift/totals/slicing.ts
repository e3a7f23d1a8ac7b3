/** What the totals are cut by, and the value rows without one come under. */
export type Slicing =
  | { readonly by: 'CATEGORY' | 'PRICE_BAND' | 'MONTH' | 'WEEK' | 'DAY' }
  | { readonly by: 'STORE_ATTRIBUTE'; readonly attribute: string };

/** The name of the store attribute that STORE_ATTRIBUTE is about: the parameter after those of every statement. */
export const ATTRIBUTE_OF_STORE = 's.attributes ->> $10';

/** The parameters after those of every statement. */
export const slicingParameters = (slicing: Slicing | null): string[] =>
  slicing?.by === 'STORE_ATTRIBUTE' ? [slicing.attribute] : [];

/**
 * The slice of a row of `t`, as text; rows do not know attributes of stores.
 *
 * @param items what knows category and price band: the items, or the rows themselves
 */
export function sliceOfRow(slicing: Slicing | null, items: 'i' | 't'): string {
  switch (slicing?.by) {
    case 'CATEGORY':
      return `${items}.category`;
    case 'PRICE_BAND':
      return `${items}.price_band::text`;
    case 'MONTH':
      return "to_char(t.day, 'YYYY-MM')";
    case 'DAY':
      return 't.day::text';
    case 'WEEK':
      return "to_char(date_trunc('week', t.day::timestamp), 'YYYY-MM-DD')";
    default:
      return 'NULL::text';
  }
}
