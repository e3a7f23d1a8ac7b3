import { instantOf } from '../../platform/index.js';
import { EVERY_ORDERED_ITEM, EventKind, type IncomingEvent } from '../event.js';
import { isBareDay } from '../ingest/bare-days.js';
import { firstStated, isBlank, isJson, type Json } from './json.js';
import { orderedItems } from './order-lines.js';
import { itemOf, scenarioOf, storeOf } from './product.js';

export interface Arrival {
  readonly receivedAt: Date;
  /** How far our clock is ahead of the client's; null where that is unknown. */
  readonly skewMs: number | null;
}

/** @param sentAt when the client sent the request, by its own clock; what is no time says nothing about it */
export function arrivalOf(receivedAt: Date, sentAt: unknown): Arrival {
  const sent = typeof sentAt === 'string' ? instantOf(sentAt) : null;
  return { receivedAt, skewMs: sent === null ? null : receivedAt.getTime() - sent };
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
  const read = typeof message.event === 'string' && READERS.get(message.event.trim().toLowerCase());
  if (!read) return null;
  return read({
    message,
    properties: isJson(message.properties) ? message.properties : {},
    id: message.messageId,
    visitor: firstStated(message.anonymousId, message.userId),
    ...timeOf(message, arrival),
  });
}

/** A message with what all its events share. */
interface Track extends Pick<IncomingEvent, 'id' | 'visitor' | 'occurredAt' | 'timeName'> {
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

/** Read once for all events of a message. The client's clock may be wrong; how wrong shows when it sends. */
function timeOf(
  message: Json,
  { receivedAt, skewMs }: Arrival,
): Pick<IncomingEvent, 'occurredAt' | 'timeName'> {
  const timeName = isBlank(message.timestamp) ? 'originalTimestamp' : 'timestamp';
  const written = message[timeName];
  if (isBlank(written)) return { occurredAt: receivedAt, timeName };
  const at = typeof written === 'string' && !isBareDay(written) ? instantOf(written) : null;
  return { occurredAt: at === null ? written : new Date(at + (skewMs ?? 0)), timeName };
}

function impressions(track: Track): IncomingEvent[] {
  const products = productsOf(track);
  if (!products) return [withoutProducts(track)];
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
  const { message, properties } = track;
  if (!isBlank(properties.products) && productsOf(track)?.length !== 0)
    return orders(EventKind.RETURN)(track);
  const whole = productEvent(track, { kind: EventKind.RETURN, product: properties, payload: () => message });
  return [{ ...whole, item: EVERY_ORDERED_ITEM, orderId: orderIdOf(track) }];
}

/** One event per item: lines of the same item, e.g. two sizes of a shirt, are one order of it. */
function orders(kind: EventKind): Reader {
  return (track) => {
    const products = productsOf(track);
    if (!products?.length) return [withoutProducts(track)];
    return orderedItems(products, track.properties).map(({ index, lines, fault, ...sums }) => ({
      ...productEvent(track, {
        kind,
        product: lines[0]!,
        productIndex: index,
        payload: () => withProducts(track, lines),
      }),
      ...sums,
      amountIsComputed: true,
      orderId: orderIdOf(track),
      fault,
    }));
  };
}

interface ProductEvent extends Pick<IncomingEvent, 'kind' | 'productIndex' | 'payload'> {
  readonly product: Json;
}

/** Written out field by field: there are many of these, and copying objects is most of the work on them. */
function productEvent(
  { properties, id, visitor, occurredAt, timeName }: Track,
  { kind, product, productIndex, payload }: ProductEvent,
): IncomingEvent {
  return {
    kind,
    id,
    productIndex,
    visitor,
    item: itemOf(product),
    store: storeOf(product, properties),
    scenario: scenarioOf(product, properties),
    listId: properties.list_id,
    occurredAt,
    timeName,
    position: product.position,
    payload,
  };
}

/** To be rejected: the message should have named products. */
const withoutProducts = (track: Track): IncomingEvent => ({
  ...productEvent(track, { kind: EventKind.ORDER, product: {}, payload: () => track.message }),
  fault: 'properties.products is not a list of products: send one, e.g. [{ "product_id": "sku-1" }]',
});

const orderIdOf = ({ properties }: Track) => firstStated(properties.order_id, properties.orderId);

/** Null where the message has no list of products. */
function productsOf({ properties: { products } }: Track): readonly Json[] | null {
  if (!Array.isArray(products)) return null;
  return products.map((product) => (isJson(product) ? product : {}));
}

const withProducts = ({ message, properties }: Track, products: readonly Json[]) => ({
  ...message,
  properties: { ...properties, products },
});
