import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EVERY_ORDERED_ITEM } from '../../../../server/events/event.js';
import type { Json } from '../../../../server/events/segment/json.js';
import { arrivalOf, segmentEvents } from '../../../../server/events/segment/segment-events.js';

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
  const events = segmentEvents(whole, arrivalOf(receivedAt, '2026-03-10T12:00:10Z'));
  return events?.map(({ payload: _payload, ...fields }) => fields) ?? null;
}

const products = [
  { product_id: 'mug', position: 1, price: 19.99, quantity: 2 },
  { sku: 'cup', position: 2, price: '5', store: 'Nord' },
];

describe('segmentEvents', () => {
  it.each(['Product List Viewed', 'Viewed Product Category', ' product list VIEWED\n'])(
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

  describe('of an order', () => {
    const order = (...lines: object[]) =>
      read('Order Completed', { order_id: 'o', currency: 'EUR', products: lines })!;
    const line = (fields: object = {}) => ({ product_id: 'mug', price: 10, ...fields });

    it.each([undefined, null, '', ' '])('counts one piece where the quantity is %j', (quantity) => {
      expect(order(line({ quantity }))).toMatchObject([{ quantity: 1, amount: '10' }]);
    });

    it.each([2, '2', ' 2 ', '2.0'])('counts two pieces where it is %j', (quantity) => {
      expect(order(line({ quantity }))).toMatchObject([{ quantity: 2, amount: '20' }]);
    });

    it.each([0, -1, 1.5, '1.5', 'two', '1,000', true, [2], {}, 1e21, '0x2', 2 ** 31])(
      'has a fault in the line where it is %j',
      (quantity) => {
        expect(order(line(), line({ quantity }))).toMatchObject([
          { fault: expect.stringMatching(/^products\[1\]\.quantity .* is not a whole number from 1/) },
        ]);
      },
    );

    it.each([undefined, null, '', ' '])('knows no amount where the price of a line is %j', (price) => {
      expect(order(line(), line({ price }))).toMatchObject([{ quantity: 2, amount: null, fault: undefined }]);
    });

    it.each([
      '1,299.00',
      '1.299,00',
      '$5',
      '5 EUR',
      -1,
      '-0.01',
      true,
      [5],
      {},
      1e21,
      1e-7,
      'NaN',
      '1e3',
      '.',
    ])('has a fault in the line where it is %j', (price) => {
      expect(order(line(), line({ price }))).toMatchObject([
        { fault: expect.stringMatching(/^products\[1\]\.price .* is not a decimal number from 0/) },
      ]);
    });

    it.each([
      ['1.000', 'may be 1000 or 1: send a JSON number, or write it like 1000.00'],
      [' 12.990 ', 'may be 12990 or 12.99: send a JSON number, or write it like 12990.00'],
      ['999.999', 'may be 999999 or 999.999: send a JSON number, or write it like 999999.00'],
    ])('has a fault in the line of the price %j, which may group digits', (price, meanings) => {
      expect(order(line(), line({ price }))).toMatchObject([
        { fault: `products[1].price "${price}" ${meanings}` },
      ]);
    });

    it('has a fault in the line of a quantity that may group digits', () => {
      const fault =
        'products[0].quantity "1.000" may be 1000 or 1: send a JSON number, or write it like 1000';
      expect(order(line({ quantity: '1.000' }))).toMatchObject([{ fault }]);
    });

    it('takes three decimals for a price in a currency that has three', () => {
      expect(order(line({ price: '12.500', quantity: 2, currency: 'kwd' }))).toMatchObject([
        { amount: '25.000', fault: undefined },
      ]);
    });

    it.each([1.299, '1.29', '1.2990', '0.999', '1299.000', '1000'])('takes %j for what it says', (price) => {
      const [sold] = order(line({ price, quantity: 1 }))!;
      expect([Number(sold!.amount), sold!.fault]).toEqual([Number(price), undefined]);
    });

    it.each([0, '0', '0.00', '1299', '12.', '.5'])('takes %j for a price', (price) => {
      expect(order(line({ price, quantity: 1 }))).toMatchObject([{ fault: undefined }]);
    });

    it('keeps the other items of an order with a fault in one line', () => {
      expect(order(line({ price: 'free' }), line({ product_id: 'cup' }))).toMatchObject([
        { item: 'mug', fault: expect.any(String) },
        { item: 'cup', amount: '10', fault: undefined },
      ]);
    });

    it('sums up lines of one item, whichever field names it', () => {
      const lines = [{ product_id: 5 }, { product_id: '5' }, { product_id: '', sku: ' 5 ' }, { id: '5' }];

      expect(order(...lines.map((named) => ({ ...named, price: '0.1' })))).toMatchObject([
        { item: 5, quantity: 4, amount: '0.4' },
      ]);
    });

    it('sums up any lines exactly', () => {
      const lines = fc.array(
        fc.record({
          product_id: fc.constantFrom('mug', 'cup'),
          cents: fc.integer({ min: 0, max: 10_000_000 }),
          quantity: fc.integer({ min: 1, max: 10_000 }),
        }),
        { minLength: 1, maxLength: 20 },
      );
      fc.assert(
        fc.property(lines, (given) => {
          const priced = given.map(({ cents, ...rest }) => ({ ...rest, price: (cents / 100).toFixed(2) }));
          const centsOf = (item: unknown) =>
            given
              .filter(({ product_id }) => product_id === item)
              .reduce((sum, { cents, quantity }) => sum + cents * quantity, 0);

          for (const { item, amount } of order(...priced)) {
            expect(
              String(amount)
                .replace('.', '')
                .replace(/^0+(?=\d)/u, ''),
            ).toBe(String(centsOf(item)));
          }
        }),
      );
    });

    it('keeps items of one name in two stores apart', () => {
      expect(order(line({ store: 'Nord' }), line({ store: 'Sued' }), line({ store: 'Nord' }))).toMatchObject([
        { store: 'Nord', quantity: 2, amount: '20' },
        { store: 'Sued', quantity: 1, amount: '10' },
      ]);
    });

    it('takes the currency of a line first, and has a fault where lines of one item differ', () => {
      expect(order(line({ currency: 'usd' }))).toMatchObject([{ currency: 'USD', fault: undefined }]);
      expect(order(line({ currency: '' }), line({ currency: 'eur' }))).toMatchObject([
        { currency: 'EUR', fault: undefined },
      ]);
      expect(order(line(), line({ currency: 'USD' }))).toMatchObject([
        { fault: expect.stringContaining('2 currencies') },
      ]);
    });

    it('makes no event of the amounts of the whole order', () => {
      const sums = { total: 99, revenue: 90, value: 95, discount: 5 };

      expect(read('Order Completed', { order_id: 'o', ...sums, products: [line()] })).toMatchObject([
        { amount: '10' },
      ]);
    });
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
    for (const anonymousId of [undefined, null, '', ' '])
      expect(visitorOf({ userId: 'u', anonymousId })).toBe('u');
  });

  it('shifts times by how wrong the clock of the client is', () => {
    const click = {
      messageId: 'm',
      anonymousId: 'a',
      event: 'Product Clicked',
      properties: { product_id: 'mug' },
    };
    const at = (timestamp: unknown, sentAt: unknown) =>
      segmentEvents({ ...click, timestamp }, arrivalOf(receivedAt, sentAt))![0]!.occurredAt;

    expect(at('2030-01-01T00:00:00Z', '2030-01-01T00:01:00Z')).toEqual(new Date('2026-03-10T11:59:10Z'));
    expect(at('2026-03-10T11:00:00Z', undefined)).toEqual(new Date('2026-03-10T11:00:00Z'));
    expect(at('2026-03-10T11:00:00Z', 'yesterday')).toEqual(new Date('2026-03-10T11:00:00Z'));
    expect(at(undefined, undefined)).toEqual(receivedAt);
    expect(at('', undefined)).toEqual(receivedAt);
    expect(at('soon', '2030-01-01T00:01:00Z')).toBe('soon');
  });

  it('takes the original time of a message without another', () => {
    const at = (times: Json) => read('Product Clicked', { product_id: 'mug' }, times)![0]!.occurredAt;

    expect(at({ timestamp: undefined, originalTimestamp: '2026-03-10T11:00:00Z' })).toEqual(
      new Date('2026-03-10T11:00:00Z'),
    );
    expect(at({ originalTimestamp: '2026-03-10T11:00:00Z' })).toEqual(new Date('2026-03-10T12:00:00Z'));
  });

  it('does not take a refund of products that are no list for one of the whole order', () => {
    expect(read('Order Refunded', { order_id: 'o1', products: 'all' })).toMatchObject([
      { item: undefined, fault: expect.stringContaining('not a list of products') },
    ]);
    for (const products of [undefined, null, []])
      expect(read('Order Refunded', { order_id: 'o1', products })).toMatchObject([
        { item: EVERY_ORDERED_ITEM },
      ]);
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
