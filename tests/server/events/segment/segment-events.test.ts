import { describe, expect, it } from '@jest/globals';
import { EVERY_ORDERED_ITEM } from '../../../../server/events/event.js';
import { type Json, segmentEvents } from '../../../../server/events/segment/segment-events.js';

const receivedAt = new Date('2026-03-10T12:00:10Z');

/** What would be recorded, without the payload. */
function read(event: string, properties: Json, message: Json = {}) {
  const whole = {
    messageId: 'm1',
    anonymousId: 'ada',
    timestamp: '2026-03-10T12:00:00Z',
    event,
    properties,
    ...message,
  };
  const events = segmentEvents(whole, { receivedAt, sentAt: '2026-03-10T12:00:10Z' });
  return events?.map(({ payload: _payload, ...fields }) => fields) ?? null;
}

const products = [
  { product_id: 'mug', position: 1, price: 19.99, quantity: 2 },
  { sku: 'cup', position: 2, price: '5', store: 'Nord' },
];

describe('segmentEvents', () => {
  it.each(['Product List Viewed', 'Viewed Product Category', 'product list viewed'])(
    'reads %s as one impression per product',
    (name) => {
      expect(read(name, { list_id: 'deals', products })).toMatchObject([
        {
          id: 'm1',
          productIndex: 0,
          kind: 'IMPRESSION',
          visitor: 'ada',
          item: 'mug',
          listId: 'deals',
          position: 1,
        },
        { id: 'm1', productIndex: 1, kind: 'IMPRESSION', item: 'cup', store: 'Nord', position: 2 },
      ]);
    },
  );

  it('reads Product Clicked with its scenario', () => {
    const [click] = read('Product Clicked', { product_id: 'mug', scenario: 'SEARCH', position: 3 })!;

    expect(click).toMatchObject({ kind: 'CLICK', item: 'mug', scenario: 'SEARCH', position: 3 });
    expect(click!.productIndex).toBeUndefined();
  });

  it.each(['Product Viewed', 'Viewed Product', 'Product Added', 'Signed Up'])('ignores %s', (name) => {
    expect(read(name, { product_id: 'mug' })).toBeNull();
  });

  it.each(['Order Completed', 'Completed Order'])(
    'reads %s as one order per item, with its exact amount',
    (name) => {
      const lines = [...products, { product_id: 'mug', price: 0.005, quantity: 1 }];

      expect(read(name, { order_id: 'o1', currency: 'EUR', products: lines })).toMatchObject([
        {
          kind: 'ORDER',
          item: 'mug',
          productIndex: 0,
          quantity: 3,
          amount: '39.985',
          currency: 'EUR',
          orderId: 'o1',
        },
        {
          kind: 'ORDER',
          item: 'cup',
          productIndex: 1,
          quantity: 1,
          amount: '5',
          currency: 'EUR',
          orderId: 'o1',
        },
      ]);
    },
  );

  it('knows no amount where a line has no price, and passes on what is no price', () => {
    const order = (price: unknown) =>
      read('Order Completed', { order_id: 'o', products: [{ product_id: 'mug', price }] });

    expect(order(undefined)).toMatchObject([{ amount: null }]);
    expect(order('$5')).toMatchObject([{ amount: '$5' }]);
  });

  it('reads Order Refunded with products as returns of them, and without as one of the whole order', () => {
    expect(read('Order Refunded', { order_id: 'o1', products: [{ product_id: 'mug' }] })).toMatchObject([
      { kind: 'RETURN', item: 'mug', orderId: 'o1' },
    ]);
    expect(read('Order Refunded', { order_id: 'o1' })).toMatchObject([
      { kind: 'RETURN', item: EVERY_ORDERED_ITEM, orderId: 'o1' },
    ]);
  });

  it('takes the anonymous visitor, else the user', () => {
    const visitorOf = (ids: Json) => read('Product Clicked', { product_id: 'mug' }, ids)![0]!.visitor;

    expect(visitorOf({ userId: 'u' })).toBe('ada');
    expect(visitorOf({ userId: 'u', anonymousId: undefined })).toBe('u');
  });

  it('shifts times by how wrong the clock of the client is', () => {
    const click = {
      messageId: 'm',
      anonymousId: 'a',
      event: 'Product Clicked',
      properties: { product_id: 'mug' },
    };
    const at = (timestamp: unknown, sentAt: unknown) =>
      segmentEvents({ ...click, timestamp }, { receivedAt, sentAt })![0]!.occurredAt;

    expect(at('2030-01-01T00:00:00Z', '2030-01-01T00:01:00Z')).toEqual(new Date('2026-03-10T11:59:10Z'));
    expect(at('2026-03-10T11:00:00Z', undefined)).toBe('2026-03-10T11:00:00Z');
    expect(at('2026-03-10T11:00:00Z', 'yesterday')).toBe('2026-03-10T11:00:00Z');
    expect(at(undefined, undefined)).toEqual(receivedAt);
    expect(at('soon', '2030-01-01T00:01:00Z')).toBe('soon');
  });

  it.each([{ products: 'none' }, {}])('passes on %j without an item, to be rejected', (properties) => {
    expect(read('Product List Viewed', properties)).toMatchObject([{ id: 'm1', item: undefined }]);
    expect(read('Order Completed', properties)).toMatchObject([{ id: 'm1', item: undefined }]);
  });

  it('finds nothing in an empty list, but misses the products of an empty order', () => {
    expect(read('Product List Viewed', { products: [] })).toEqual([]);
    expect(read('Order Completed', { products: [] })).toHaveLength(1);
  });

  it('survives properties and products of any shape', () => {
    expect(read('Product Clicked', [] as never)).toMatchObject([{ item: undefined }]);
    expect(read('Product List Viewed', { products: [null, 3] })).toMatchObject([
      { item: undefined },
      { item: undefined },
    ]);
  });
});
