import { ImportKind } from '../../../server/imports/index.js';
import type { Gate } from './gate.js';

export interface KilledFile {
  readonly kind: ImportKind;
  readonly csv: string;
}

/** A file whose import and revert are killed. */
export interface KilledImport extends KilledFile {
  /** What is imported before it, in this order. */
  readonly before: readonly KilledFile[];
  /** A row of the second chunk. */
  readonly row: Gate;
  /** A row of the first chunk, half-way through what a revert removes. */
  readonly removal: Gate;
  /** Whether price bands follow it. */
  readonly movesBands?: boolean;
}

/** Three chunks. */
export const ROWS = 4_500;
export const ROWS_A_CHUNK = 2_000;

export const csv = (header: string, rows: number, rowOf: (n: number) => readonly (string | number)[]) =>
  [header, ...Array.from({ length: rows }, (_, n) => rowOf(n).join(','))].join('\n');

/** Days of up to 500 items. */
const counts = (rows: number, seed: number): KilledFile => ({
  kind: ImportKind.COUNTS,
  csv: csv('store,item,origin,day,impressions,clicks,orders,price,currency', rows, (n) => [
    ...[
      'Nord',
      `item ${n % 500}`,
      n % 2 ? 'AI_GENERATED' : 'HUMAN_DESIGNED',
      `2026-01-0${Math.floor(n / 500) + 1}`,
    ],
    ...[10_000 * seed + n, n % 50, 1, `${seed}.00`, 'EUR'],
  ]),
});

const STORES = ['Nord', 'Süd', 'Ost'];
/** Of the catalogue. */
export const ITEM_COUNT = 60;
const storeOf = (item: number) => STORES[item % STORES.length]!;
const originOf = (item: number) => (item % 4 < 2 ? 'AI_GENERATED' : 'HUMAN_DESIGNED');

export const ITEM_HEADER = 'store,item,origin,title,category,price,currency,listed,retired';
export const CATALOGUE: KilledFile = {
  kind: ImportKind.ITEMS,
  csv: csv(ITEM_HEADER, ITEM_COUNT, (n) => [
    ...[storeOf(n), `i${n}`, originOf(n), `Item ${n}`, `c${n % 3}`, `${n + 1}.00`, 'EUR', '2026-01-01', ''],
  ]),
};

/** Items of the catalogue that change, new ones of its stores and of others; some rows are rejected. */
function itemRow(n: number): readonly (string | number)[] {
  const known = Math.floor(n / 30) % (ITEM_COUNT + 5);
  if (n % 30 === 0 && known < ITEM_COUNT)
    return [
      storeOf(known),
      `i${known}`,
      originOf(known),
      `Other ${n}`,
      `c${n % 4}`,
      '7.50',
      'EUR',
      '',
      '2026-06-30',
    ];
  if (n % 30 === 1) return [storeOf(59), 'i59', 'AI_GENERATED', '', '', '', '', '', '']; // of another origin
  const price = n % 45 === 3 ? 'much' : `${(n % 70) + 1}.00`;
  const store = [...STORES, 'West', 'Mitte'][n % 5]!;
  return [store, `n${n}`, originOf(n), '', `c${n % 5}`, price, 'EUR', '2026-02-01', ''];
}

const EVENT_KINDS = [
  ...['IMPRESSION', 'IMPRESSION', 'IMPRESSION', 'IMPRESSION', 'CLICK', 'CLICK', 'IMPRESSION'],
  ...['ORDER', 'ORDER', 'RETURN'],
];
export const EVENT_HEADER = 'kind,time,visitor,item,scenario,position,quantity,amount,currency,order,id';

interface EventNames {
  readonly kind: string;
  readonly item: string;
  readonly id: string;
}

/** A return gives back the order of the row before; a third of the events are named by what they say. */
export function eventRow(
  n: number,
  ids: string,
  names: Partial<EventNames> = {},
): readonly (string | number)[] {
  const pair = Math.floor(n / 2);
  const kind = names.kind ?? EVENT_KINDS[n % EVENT_KINDS.length]!;
  const isOrder = kind === 'ORDER' || kind === 'RETURN';
  return [
    kind,
    new Date(Date.UTC(2026, 0, 5) + n * 60_000).toISOString(),
    `v${pair % 97}`,
    names.item ?? `i${(pair * 7) % ITEM_COUNT}`,
    kind === 'IMPRESSION' ? ['SEARCH', 'RECOMMENDATION'][pair % 2]! : '',
    ids === 'e' ? n : '',
    ...(isOrder ? [1 + (n % 3), `${(n % 90) + 1}.50`, 'EUR', `${ids}o${pair}`] : ['', '', '', '']),
    names.id ?? (n % 3 === 0 ? '' : `${ids}${n}`),
  ];
}

/** Rows of all kinds, among them some that repeat rows of the file or of another one, and some that are rejected. */
function mixedEventRow(n: number): readonly (string | number)[] {
  if (n % 40 === 7) return mixedEventRow(Math.floor(n / 2));
  if (n % 50 === 11) return eventRow(n % EVENTS_BEFORE, 'b');
  if (n % 60 === 15) return eventRow(n, 'e', { kind: 'IMPRESSION', id: `e${n - 1}` }); // of a click
  if (n % 45 === 3) return eventRow(n, 'e', { item: 'unknown' });
  return eventRow(n, 'e');
}

const EVENTS_BEFORE = 300;
const EARLIER_EVENTS: KilledFile = {
  kind: ImportKind.EVENTS,
  csv: csv(EVENT_HEADER, EVENTS_BEFORE, (n) => eventRow(n, 'b')),
};

/** Of more than a chunk. */
export const killedCounts = (rows: number): KilledImport => ({
  ...counts(rows, 2),
  before: [counts(3, 1)],
  row: { change: 'INSERT', table: 'item_counts', when: 'NEW.impressions = 22100' },
  removal: { change: 'DELETE', table: 'item_counts', when: 'OLD.impressions = 21500' },
});

export const EVENTS: KilledImport = {
  kind: ImportKind.EVENTS,
  csv: csv(EVENT_HEADER, ROWS, mixedEventRow),
  before: [CATALOGUE, EARLIER_EVENTS],
  row: { change: 'INSERT', table: 'events', when: 'NEW.position = 3000' },
  removal: { change: 'DELETE', table: 'events', when: 'OLD.position = 1500' },
};

export const ITEMS: KilledImport = {
  kind: ImportKind.ITEMS,
  csv: csv(ITEM_HEADER, ROWS, itemRow),
  before: [CATALOGUE, EARLIER_EVENTS],
  row: { change: 'INSERT', table: 'items', when: "NEW.key = 'n3005'" },
  removal: { change: 'DELETE', table: 'items', when: "OLD.key = 'n1505'" },
  movesBands: true,
};
