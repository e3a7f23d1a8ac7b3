import { decimalTotal, instantOf } from '../../platform/index.js';
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
  const read = READERS.get(String(message.event).toLowerCase());
  if (!read) return null;
  return read({
    message,
    properties: isJson(message.properties) ? message.properties : {},
    id: message.messageId,
    visitor: message.anonymousId ?? message.userId,
    occurredAt: occurredAt(message, arrival),
  });
}

/** A message with what all its events share. */
interface Track extends Pick<IncomingEvent, 'id' | 'visitor' | 'occurredAt'> {
  readonly message: Json;
  readonly properties: Json;
}

type Reader = (track: Track) => IncomingEvent[];

/** By lower-case name of the event. */
const READERS: ReadonlyMap<string, Reader> = new Map([
  ['product list viewed', impressions],
  ['viewed product category', impressions],
  ['product clicked', click],
  ['clicked product', click],
  ['order completed', orders(EventKind.ORDER)],
  ['completed order', orders(EventKind.ORDER)],
  ['order refunded', refund],
  ['refunded order', refund],
]);

/** The client's clock may be wrong; how wrong shows when it sends. */
function occurredAt({ timestamp, originalTimestamp }: Json, { receivedAt, sentAt }: Arrival): unknown {
  const written = firstStated(timestamp, originalTimestamp);
  if (written === undefined) return receivedAt;
  const at = typeof written === 'string' ? instantOf(written) : null;
  const sent = typeof sentAt === 'string' ? instantOf(sentAt) : null;
  if (at === null || sent === null) return written;
  return new Date(at + receivedAt.getTime() - sent);
}

function impressions(track: Track): IncomingEvent[] {
  const products = productsOf(track);
  if (!products) return [withoutItem(track)];
  return products.map((product, index) =>
    productEvent(track, {
      kind: EventKind.IMPRESSION,
      product,
      productIndex: index,
      payload: () => withProducts(track, [product]),
    }),
  );
}

function click(track: Track): IncomingEvent[] {
  const { message, properties } = track;
  return [productEvent(track, { kind: EventKind.CLICK, product: properties, payload: () => message })];
}

/** A refund without products gives the whole order back. */
function refund(track: Track): IncomingEvent[] {
  if (productsOf(track)?.length) return orders(EventKind.RETURN)(track);
  const { message, properties } = track;
  const whole = productEvent(track, { kind: EventKind.RETURN, product: properties, payload: () => message });
  return [{ ...whole, item: EVERY_ORDERED_ITEM, orderId: orderIdOf(track) }];
}

/** One event per item: lines of the same item, e.g. two sizes of a shirt, are one order of it. */
function orders(kind: EventKind): Reader {
  return (track) => {
    const groups = linesByItem(productsOf(track) ?? []);
    if (groups.length === 0) return [withoutItem(track)];
    return groups.map(({ index, lines }) => ({
      ...productEvent(track, {
        kind,
        product: lines[0]!,
        productIndex: index,
        payload: () => withProducts(track, lines),
      }),
      quantity: quantityOf(lines),
      amount: amountOf(lines),
      currency: track.properties.currency,
      orderId: orderIdOf(track),
    }));
  };
}

interface ProductEvent extends Pick<IncomingEvent, 'kind' | 'productIndex' | 'payload'> {
  readonly product: Json;
}

/** Written out field by field: there are many of these, and copying objects is most of the work on them. */
function productEvent(
  { properties, id, visitor, occurredAt }: Track,
  { kind, product, productIndex, payload }: ProductEvent,
): IncomingEvent {
  return {
    kind,
    id,
    productIndex,
    visitor,
    item: itemOf(product),
    store: product.store ?? properties.store,
    scenario: product.scenario ?? properties.scenario,
    listId: properties.list_id,
    occurredAt,
    position: product.position,
    payload,
  };
}

/** To be rejected: the message should have named products. */
const withoutItem = (track: Track): IncomingEvent =>
  productEvent(track, { kind: EventKind.ORDER, product: {}, payload: () => track.message });

interface ItemLines {
  /** Place of the first line among the products. */
  readonly index: number;
  readonly lines: Json[];
}

function linesByItem(products: readonly Json[]): ItemLines[] {
  const groups = new Map<unknown, ItemLines>();
  for (const [index, product] of products.entries()) {
    const group = groups.get(itemOf(product));
    if (group) group.lines.push(product);
    else groups.set(itemOf(product), { index, lines: [product] });
  }
  return [...groups.values()];
}

/** A quantity that is no number goes on as it came, to be rejected. */
function quantityOf(lines: readonly Json[]): unknown {
  const [broken] = lines.filter(({ quantity = 1 }) => !Number.isInteger(Number(quantity)));
  return broken ? broken.quantity : lines.reduce((sum, { quantity = 1 }) => sum + Number(quantity), 0);
}

/** Unknown where a line has no price; a price that is no number goes on as it came, to be rejected. */
function amountOf(lines: readonly Json[]): unknown {
  if (lines.some(({ price }) => price === undefined || price === null)) return null;
  const terms = lines.map(
    ({ price, quantity = 1 }) => [String(price), Math.trunc(Number(quantity)) || 0] as const,
  );
  return decimalTotal(terms) ?? lines[0]!.price;
}

const itemOf = (product: Json) => product.product_id ?? product.sku ?? product.id;

const orderIdOf = ({ properties }: Track) => properties.order_id ?? properties.orderId;

/** Null where the message has no list of products. */
function productsOf({ properties: { products } }: Track): readonly Json[] | null {
  if (!Array.isArray(products)) return null;
  return products.map((product) => (isJson(product) ? product : {}));
}

const withProducts = ({ message, properties }: Track, products: readonly Json[]) => ({
  ...message,
  properties: { ...properties, products },
});

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first value that is neither absent nor blank. */
const firstStated = (...values: readonly unknown[]): unknown => values.find((value) => !isBlank(value));

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
