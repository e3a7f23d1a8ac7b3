/** What Segment and GA4 call the four kinds. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['product list viewed', 'IMPRESSION'],
  ['view_item_list', 'IMPRESSION'],
  ['product clicked', 'CLICK'],
  ['select_item', 'CLICK'],
  ['order completed', 'ORDER'],
  ['purchase', 'ORDER'],
  ['order refunded', 'RETURN'],
  ['refund', 'RETURN'],
]);

/** The kind that a text stands for; itself if it is not a known name. */
export const kindOf = (kind: string): string => KINDS.get(kind.toLowerCase()) ?? kind;

/** Whether events of a kind are about an order, which its number tells from others. */
export const isOrder = (kind: string | undefined): boolean =>
  ['ORDER', 'RETURN'].includes(kind?.toUpperCase() ?? '');
