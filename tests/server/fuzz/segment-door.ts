import fc, { type Arbitrary } from 'fast-check';
import { type Door, type FuzzRequest, jsonRequest } from './request.js';
import { looseRecord, mostly, oddText, oddValue } from './values.js';

const PATHS = ['track', 'batch', 'page', 'identify', 'screen', 'group', 'alias', 't', 'b', 'nothing'];
const EVENTS = ['Product List Viewed', 'Product Clicked', 'Order Completed', 'Order Refunded', 'Signed Up'];

/** Segment's HTTP API, with the key in the header, in the body or nowhere. */
export const segmentDoor = (items: readonly string[], keys: readonly string[]): Door => ({
  name: 'segment',
  server: 'product',
  share: 0.15,
  mainSender: 'eventsKey',
  requests: fc.tuple(fc.constantFrom(...PATHS), mostly(bodies(items, keys)), contentTypes, encodings).map(
    ([path, body, contentType, encoding]): FuzzRequest => ({
      ...jsonRequest(`/v1/${path}`, body),
      headers: { 'content-type': contentType, 'content-encoding': encoding },
    }),
  ),
});

/** Bodies are not packed, whatever they say. */
const encodings = fc.oneof(
  { weight: 19, arbitrary: fc.constant('identity') },
  { weight: 1, arbitrary: fc.constantFrom('gzip', 'br', 'deflate, gzip', 'nonsense') },
);

const contentTypes = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('application/json', 'text/plain') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'application/x-www-form-urlencoded',
      'application/json; charset=utf-7',
      'x/y',
      'text',
    ),
  },
);

function bodies(items: readonly string[], keys: readonly string[]): Arbitrary<object> {
  const product = looseRecord({
    product_id: fc.constantFrom(...items),
    sku: fc.constantFrom(...items),
    price: fc.constantFrom<unknown>(19.99, '19.99', '1,5', ''),
    quantity: fc.constantFrom<unknown>(1, '2', 0, null),
    position: fc.nat(20),
  });
  const properties = looseRecord({
    product_id: fc.constantFrom(...items),
    list_id: fc.constantFrom('results', 'home', 'elsewhere'),
    scenario: fc.constantFrom('SEARCH', 'RECOMMENDATION', 'OTHER'),
    products: fc.array(product, { maxLength: 4 }),
    order_id: fc.constantFrom<unknown>('o-1', 'o-2', 7),
    currency: fc.constantFrom('EUR', 'eur', 'XXX', ''),
    total: fc.constantFrom<unknown>(19.99, '20', -1),
  });
  const message = looseRecord({
    type: fc.constantFrom('track', 'page', 'identify'),
    messageId: fc.oneof(fc.uuid(), fc.constant('m-1')),
    anonymousId: fc.constantFrom('ada', 'bob'),
    userId: fc.constantFrom<unknown>('u-1', 7),
    event: fc.constantFrom(...EVENTS),
    timestamp: fc.oneof(fc.constant('2026-01-15T12:00:00.000Z'), oddText),
    properties,
    context: oddValue,
  });
  const sent = {
    writeKey: fc.oneof(fc.constantFrom(...keys), oddText),
    sentAt: fc.constant('2026-01-15T12:00:00Z'),
  };
  return fc.oneof(
    fc.tuple(message, looseRecord(sent)).map((parts) => Object.assign({}, ...parts)),
    looseRecord({ ...sent, batch: fc.array(mostly(message), { maxLength: 5 }) }),
  );
}
