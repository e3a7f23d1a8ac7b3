import { decimalTotal } from '../../platform/index.js';
import { EVERY_ORDERED_ITEM, EventKind, type IncomingEvent } from '../event.js';

/** A JSON object of which nothing is known. */
export type Json = Readonly<Record<string, unknown>>;

export interface Arrival {
  readonly receivedAt: Date;
  /** When the client sent the request, by its own clock. */
  readonly sentAt: unknown;
}

/**
 * The events of one message of Segment's tracking API. Names are those of the e-commerce specification and their
 * older spellings. `Product Viewed` is a look at the product's own page, which is no click in a list, and so is
 * not counted.
 *
 * @returns null for a message that says nothing about items
 * @see https://segment.com/docs/connections/spec/ecommerce/v2/
 */
export function segmentEvents(message: Json, arrival: Arrival): IncomingEvent[] | null {
  const read = typeof message.event === 'string' ? READERS[message.event.toLowerCase()] : undefined;
  if (!read) return null;
  const shared = {
    id: message.messageId,
    visitor: message.anonymousId ?? message.userId,
    occurredAt: occurredAt(message.timestamp, arrival),
  };
  return read(message, shared);
}

type Shared = Pick<IncomingEvent, 'id' | 'visitor' | 'occurredAt'>;
type Reader = (message: Json, shared: Shared) => IncomingEvent[];

/** By lower-case name of the event. */
const READERS: Readonly<Record<string, Reader>> = {
  'product list viewed': impressions,
  'viewed product category': impressions,
  'product clicked': click,
  'clicked product': click,
  'order completed': orders(EventKind.ORDER),
  'completed order': orders(EventKind.ORDER),
  'order refunded': refund,
  'refunded order': refund,
};

/** The client's clock may be wrong; how wrong shows when it sends. */
function occurredAt(timestamp: unknown, { receivedAt, sentAt }: Arrival): unknown {
  if (timestamp === undefined || timestamp === null) return receivedAt;
  const skewMs = receivedAt.getTime() - Date.parse(String(sentAt));
  const atMs = Date.parse(String(timestamp));
  if (Number.isNaN(skewMs) || Number.isNaN(atMs)) return timestamp;
  return new Date(atMs + skewMs);
}

function impressions(message: Json, shared: Shared): IncomingEvent[] {
  if (!Array.isArray(propertiesOf(message).products)) return [withoutItem(message, shared)];
  return productsOf(message).map((product, index) => ({
    ...shared,
    ...listPart(message, product),
    kind: EventKind.IMPRESSION,
    productIndex: index,
    payload: () => withProducts(message, [product]),
  }));
}

function click(message: Json, shared: Shared): IncomingEvent[] {
  return [
    { ...shared, ...listPart(message, propertiesOf(message)), kind: EventKind.CLICK, payload: () => message },
  ];
}

/** A refund without products gives the whole order back. */
function refund(message: Json, shared: Shared): IncomingEvent[] {
  if (productsOf(message).length > 0) return orders(EventKind.RETURN)(message, shared);
  const { scenario, ...place } = listPart(message, propertiesOf(message));
  const whole = { ...shared, ...place, scenario, kind: EventKind.RETURN, item: EVERY_ORDERED_ITEM };
  return [{ ...whole, orderId: orderIdOf(message), payload: () => message }];
}

/** One event per item: lines of the same item, e.g. two sizes of a shirt, are one order of it. */
function orders(kind: EventKind): Reader {
  return (message, shared) => {
    if (productsOf(message).length === 0) return [withoutItem(message, shared)];
    return [...linesByItem(message)].map(([, { index, lines }]) => ({
      ...shared,
      ...listPart(message, lines[0]!),
      kind,
      productIndex: index,
      position: null,
      quantity: quantityOf(lines),
      amount: amountOf(lines),
      currency: propertiesOf(message).currency,
      orderId: orderIdOf(message),
      payload: () => withProducts(message, lines),
    }));
  };
}

/** To be rejected: the message should have named products. */
const withoutItem = (message: Json, shared: Shared): IncomingEvent => ({
  ...shared,
  kind: EventKind.ORDER,
  item: undefined,
  payload: () => message,
});

interface ItemLines {
  /** Place of the first line among the products. */
  readonly index: number;
  readonly lines: Json[];
}

function linesByItem(message: Json): Map<unknown, ItemLines> {
  const groups = new Map<unknown, ItemLines>();
  for (const [index, product] of productsOf(message).entries()) {
    const group = groups.get(itemOf(product));
    if (group) group.lines.push(product);
    else groups.set(itemOf(product), { index, lines: [product] });
  }
  return groups;
}

/** A quantity that is no number goes on as it came, to be rejected. */
function quantityOf(lines: readonly Json[]): unknown {
  const [strange] = lines.filter(({ quantity = 1 }) => !Number.isInteger(Number(quantity)));
  return strange ? strange.quantity : lines.reduce((sum, { quantity = 1 }) => sum + Number(quantity), 0);
}

/** Unknown where a line has no price; a price that is no number goes on as it came, to be rejected. */
function amountOf(lines: readonly Json[]): unknown {
  if (lines.some(({ price }) => price === undefined || price === null)) return null;
  const terms = lines.map(
    ({ price, quantity = 1 }) => [String(price), Math.trunc(Number(quantity)) || 0] as const,
  );
  return decimalTotal(terms) ?? lines[0]!.price;
}

function listPart(message: Json, product: Json) {
  const properties = propertiesOf(message);
  return {
    item: itemOf(product),
    store: product.store ?? properties.store,
    scenario: product.scenario ?? properties.scenario,
    listId: properties.list_id,
    position: product.position,
  };
}

const itemOf = (product: Json) => product.product_id ?? product.sku ?? product.id;

function orderIdOf(message: Json): unknown {
  const properties = propertiesOf(message);
  return properties.order_id ?? properties.orderId;
}

const propertiesOf = ({ properties }: Json): Json => (isJson(properties) ? properties : {});

function productsOf(message: Json): readonly Json[] {
  const { products } = propertiesOf(message);
  return Array.isArray(products) ? products.map((product) => (isJson(product) ? product : {})) : [];
}

const withProducts = (message: Json, products: readonly Json[]) => ({
  ...message,
  properties: { ...propertiesOf(message), products },
});

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
