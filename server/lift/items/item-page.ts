import type { EntityManager } from 'typeorm';
import { validate as isUuid } from 'uuid';
import { invalidInput, type pageOf } from '../../platform/index.js';
import type { LiftQuestion } from '../lift-question.js';
import type { Baselines } from './baselines.js';
import { type Bind, type ItemOrder, itemOrder } from './item-order.js';
import type { ItemPerformanceInput } from './item-performance.input.js';
import { listedItems, type Statement, valueJoins, valueStatement } from './listed-items.js';

/** An item and its place in a list. */
export interface PlacedItem {
  readonly id: string;
  /** The name of the order, and what the item is sorted by. */
  readonly keys: readonly SortValue[];
}

type SortValue = string | number;

/** One part of the order of a list. */
interface SortKey {
  /** Column of the list. */
  readonly column: string;
  readonly type: 'int' | 'text' | 'float8' | 'uuid';
  readonly isDescending: boolean;
}

/** The last one is unique. */
const sortKeys = ({ isDescending, areTitlesDescending }: ItemOrder): readonly SortKey[] => [
  { column: 'is_absent', type: 'int', isDescending: false },
  { column: 'currency', type: 'text', isDescending: false },
  { column: 'value', type: 'float8', isDescending },
  { column: 'title', type: 'text', isDescending: areTitlesDescending },
  { column: 'id', type: 'uuid', isDescending: false },
];

/** Values in a cursor: the name of the order, then one a key. */
export const CURSOR_LENGTH = 6;

/** What a list is read for. */
export interface ItemList {
  readonly question: LiftQuestion;
  readonly input: ItemPerformanceInput;
  readonly baselines: Baselines;
}

type Page = ReturnType<typeof pageOf>;

/**
 * The items of a page and one more, as `toConnection` takes them. Where a page begins is found by comparing sort keys.
 *
 * @throws {DomainError} INVALID_INPUT for a cursor of another list
 */
export async function readItemPage(
  manager: EntityManager,
  list: ItemList,
  page: Page,
): Promise<PlacedItem[]> {
  const order = itemOrder(list.question, list.input, list.baselines.prior);
  const statement = valueStatement(list.question, order);
  const sql = pageSql(list, order, page, statement);
  const rows: ListRow[] = await manager.query(sql, [...statement.parameters]);
  return rows.map(({ id, is_absent, currency, value, title }) => ({
    id,
    keys: [order.name, is_absent, currency, value, title, id],
  }));
}

/** A row as PostgreSQL gives it. */
interface ListRow {
  readonly id: string;
  readonly is_absent: number;
  readonly currency: string;
  readonly value: number;
  readonly title: string;
}

function pageSql(list: ItemList, order: ItemOrder, page: Page, statement: Statement): string {
  const { question, input, baselines } = list;
  const { bind } = statement;
  const { from, conditions } = listedItems(question, input, statement);
  const keys = sortKeys(order);
  const value = order.sql(bind);
  const bounds = [
    ...(page.after ? [isBeyond(keys, keyValues(page.after, order, keys), { bind, forward: true })] : []),
    ...(page.before ? [isBeyond(keys, keyValues(page.before, order, keys), { bind, forward: false })] : []),
  ];
  const directions = keys.map(
    ({ column, isDescending }) => `${column} ${isDescending === page.backward ? 'ASC' : 'DESC'}`,
  );
  return `
    SELECT * FROM (
      SELECT i.id, (${value} IS NULL)::int AS is_absent, coalesce(${value}, 0) AS value, lower(i.title) AS title,
        ${order.isMoney ? `CASE WHEN ${value} IS NULL THEN '' ELSE t.currency END` : "''"} AS currency
      FROM ${from} ${valueJoins(question, order, baselines.humanRates, bind)} WHERE ${conditions}
    ) AS list
    ${bounds.length > 0 ? `WHERE ${bounds.join(' AND ')}` : ''}
    ORDER BY ${directions.join(', ')} LIMIT ${bind(page.size + 1, 'int')}`;
}

/** What a cursor says of each key. */
function keyValues(
  cursor: readonly SortValue[],
  { name }: ItemOrder,
  keys: readonly SortKey[],
): readonly SortValue[] {
  const [itsName, ...values] = cursor;
  if (itsName !== name || !values.every((value, index) => IS_OF[keys[index]!.type](value)))
    throw invalidInput(
      'The cursor is of another list: pass one that an earlier page of this metric and order gave',
    );
  return values;
}

const IS_OF: Readonly<Record<SortKey['type'], (value: SortValue) => boolean>> = {
  int: (value) => value === 0 || value === 1,
  float8: (value) => typeof value === 'number',
  text: (value) => typeof value === 'string',
  uuid: isUuid,
};

/** Whether a row lies after (before) a place: the first key that differs decides. */
function isBeyond(
  keys: readonly SortKey[],
  values: readonly SortValue[],
  { bind, forward }: { readonly bind: Bind; readonly forward: boolean },
): string {
  const places = values.map((value, index) => bind(value, keys[index]!.type));
  const cases = keys.map(({ column, isDescending }, index) => {
    const equal = keys.slice(0, index).map((key, before) => `${key.column} = ${places[before]}`);
    return [...equal, `${column} ${isDescending === forward ? '<' : '>'} ${places[index]}`].join(' AND ');
  });
  return `(${cases.map((condition) => `(${condition})`).join(' OR ')})`;
}
