import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Viewer } from '../../access/viewer.js';
import { readFor } from '../../database/read-for.js';
import type { ConnectionArgs } from './connection.input.js';
import type { Connection } from './connection.type.js';
import type { SortValue } from './cursor.js';
import { type Page, pageOf, toConnection } from './page.js';

/** One part of the order of a list. */
export interface SortKey<T> {
  /** SQL of the value, never null; an index on all of them in this order makes every page equally fast. */
  readonly sql: string;
  /** PostgreSQL type, when the text of the value is not enough, e.g. `uuid`, `bigint`. */
  readonly type: string;
  /** The same value in the entity. It must be exact: an instant that was rounded to milliseconds is not. */
  of(row: T): SortValue;
}

export interface ListOrder<T> {
  /** All in one direction, the last one unique. */
  readonly keys: readonly SortKey<T>[];
  readonly descending?: boolean;
  /** Who waits for the list: it is read no further when their client goes away. */
  readonly viewer: Viewer;
}

/**
 * A keyset page of a TypeORM query: rows after a cursor are found by comparing sort keys, never by OFFSET, so that
 * a row added meanwhile neither repeats nor hides another one.
 *
 * @param query everything but the order and the limit; it is not changed
 * @throws {DomainError} INVALID_INPUT for impossible arguments
 *
 * @example
 * listConnection(items.createQueryBuilder('item').where(...), args, {
 *   viewer,
 *   keys: [{ sql: 'item.key', type: 'text', of: ({ key }) => key }, { sql: 'item.id', type: 'uuid', of: ({ id }) => id }],
 * });
 */
export async function listConnection<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  args: ConnectionArgs,
  order: ListOrder<T>,
): Promise<Connection<T>> {
  const page = pageOf(args, order.keys.length);
  const read = <R>(ask: (query: SelectQueryBuilder<T>) => Promise<R>) =>
    readFor(order.viewer, query.dataSource, ({ queryRunner }) =>
      ask(queryRunner ? query.clone().setQueryRunner(queryRunner) : query.clone()),
    );
  const rows = await read((own) => pageQuery(own, page, order).getMany());
  return toConnection(rows, page, {
    keyOf: (row) => order.keys.map((key) => key.of(row)),
    count: () => read((own) => own.getCount()),
  });
}

function pageQuery<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  page: Page,
  { keys, descending = false }: ListOrder<T>,
): SelectQueryBuilder<T> {
  const [greater, less] = descending ? ['<', '>'] : ['>', '<'];
  if (page.after) query.andWhere(comparison(keys, greater, 'after'), parameters(page.after, 'after'));
  if (page.before) query.andWhere(comparison(keys, less, 'before'), parameters(page.before, 'before'));
  const direction = descending === page.backward ? 'ASC' : 'DESC';
  for (const { sql } of keys) query.addOrderBy(sql, direction);
  return query.limit(page.size + 1);
}

const comparison = <T>(keys: readonly SortKey<T>[], operator: string, name: string) =>
  `(${keys.map(({ sql }) => sql).join(', ')}) ${operator} (${keys
    .map(({ type }, index) => `CAST(:${name}${index} AS ${type})`)
    .join(', ')})`;

const parameters = (values: readonly SortValue[], name: string) =>
  Object.fromEntries(values.map((value, index) => [`${name}${index}`, value]));
