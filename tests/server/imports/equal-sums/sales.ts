import fc from 'fast-check';
import { type Cell, type Decimal, type Row, textOf, whole } from './cells.js';

/** What one kind of file can hold. */
export interface Numbers {
  /** The largest name of a visitor or an event. */
  readonly maxName: bigint;
  readonly amount: fc.Arbitrary<Decimal>;
  readonly price: fc.Arbitrary<Decimal>;
}

const MAX_NAME = 10n ** 30n;
const MAX_ROWS = 14;

/** Two names that are the same number as doubles: after a multiple of four, one more is always rounded away. */
const neighbours = (max: bigint) =>
  fc
    .bigInt({ min: 2n ** 53n, max: max - 4n })
    .map((name) => name - (name % 4n))
    .chain((name) => fc.constant(fc.constantFrom(whole(name), whole(name + 1n))));

/** Mostly amounts that a shop may have, some beyond what is taken. */
export const amountUpTo = (max: bigint, scales: fc.Arbitrary<number>): fc.Arbitrary<Decimal> =>
  fc.record({
    units: fc.oneof(
      { weight: 9, arbitrary: fc.bigInt({ min: 0n, max: 9_999_999n }) },
      { weight: 1, arbitrary: fc.bigInt({ min: 0n, max }) },
    ),
    scale: scales,
  });

const CURRENCY = fc.constantFrom('EUR', 'EUR', 'JPY', 'KWD');

/** Either an amount a row, or a price of a piece that is multiplied. */
const money = ({ amount, price }: Numbers, stating: 'amount' | 'price'): fc.Arbitrary<Row> =>
  fc.record({
    amount: stating === 'amount' ? fc.option(amount) : fc.constant(null),
    price: stating === 'price' ? fc.option(price) : fc.constant(null),
    quantity: fc.option(fc.bigInt({ min: 1n, max: 12n }).map(whole)),
    currency: CURRENCY,
  });

/** Events whose names meet as far as they may: one message of two visitors, one order of two items. */
export const eventsIn = (numbers: Numbers): fc.Arbitrary<readonly Row[]> =>
  fc
    .record({
      store: neighbours(MAX_NAME),
      item: neighbours(MAX_NAME),
      order: neighbours(MAX_NAME),
      visitor: neighbours(numbers.maxName),
      id: neighbours(numbers.maxName),
      stating: fc.constantFrom<'amount' | 'price'>('amount', 'price'),
    })
    .chain(({ stating, ...names }) => {
      const event = fc.tuple(
        fc.record({
          kind: fc.constantFrom('IMPRESSION', 'IMPRESSION', 'CLICK', 'ORDER', 'ORDER', 'ORDER', 'RETURN'),
          time: fc.constantFrom('2026-03-01T10:00:00Z', '2026-03-01T23:30:00Z', '2026-03-02T10:00:00Z'),
          ...names,
        }),
        money(numbers, stating),
      );
      return fc.array(event.map(toEvent), { minLength: 1, maxLength: 3 * MAX_ROWS });
    })
    .map((events) => firstOfEach(events, [NAME_OF_EVENT, LINE_OF_ORDER]).slice(0, MAX_ROWS));

function toEvent([event, paid]: readonly [Row, Row]): Row {
  const ofOrder = event.kind === 'ORDER' || event.kind === 'RETURN';
  const { order = null, ...stated } = event;
  return { ...stated, order: ofOrder ? order : null, ...(ofOrder ? paid : NOTHING_PAID) };
}

const NOTHING_PAID: Row = { amount: null, price: null, quantity: null, currency: null };

const NAME_OF_EVENT = ['visitor', 'id'];
const LINE_OF_ORDER = ['order', 'store', 'item', 'kind'];

export const countsIn = ({ amount }: Numbers): fc.Arbitrary<readonly Row[]> =>
  fc
    .record({ store: neighbours(MAX_NAME), item: neighbours(MAX_NAME) })
    .chain((names) => fc.array(countOf(names, amount), { minLength: 1, maxLength: 3 * MAX_ROWS }))
    .map((rows) => firstOfEach(rows, [['store', 'item', 'scenario', 'day']]).slice(0, MAX_ROWS));

const COUNT = fc.bigInt({ min: 0n, max: 3_000_000n }).map(whole);

const countOf = (names: Record<'store' | 'item', fc.Arbitrary<Decimal>>, amount: fc.Arbitrary<Decimal>) =>
  fc.record<Record<string, Cell>>({
    ...names,
    origin: fc.constant('AI_GENERATED'),
    scenario: fc.constantFrom('SEARCH', 'OTHER'),
    day: fc.constantFrom(null, '2026-03-01', '2026-03-02'),
    impressions: COUNT,
    clicks: COUNT,
    orders: COUNT,
    returns: fc.option(COUNT),
    revenue: fc.option(amount),
    currency: CURRENCY,
  });

/** The rows without those that say for a second time what may be said once. */
function firstOfEach(rows: readonly Row[], keys: readonly (readonly string[])[]): Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const names = keys
      .filter((columns) => !columns.includes('order') || row.order !== null)
      .map((columns) => columns.map((column) => keyOf(row[column]!)).join(' '));
    if (names.some((name) => seen.has(name))) return false;
    for (const name of names) seen.add(name);
    return true;
  });
}

const keyOf = (cell: Cell) => (cell !== null && typeof cell === 'object' ? String(cell.units) : cell);

/** The catalogue that events need, as a CSV: each item in its store. */
export function catalogueOf(events: readonly Row[]): string {
  const items = events.map(({ store, item }) => `${textOf(store!)},${textOf(item!)},AI_GENERATED`);
  return ['store,item,origin', ...new Set(items)].join('\n');
}
