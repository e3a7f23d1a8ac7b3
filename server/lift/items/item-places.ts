import type { EntityManager } from 'typeorm';
import { isOfReturns } from '../../events/index.js';
import { shrunkLiftValue } from './item-order.js';
import type { Judging } from './item-performance.js';
import type { ItemRank } from './item-performance.type.js';
import { listedItems, valueJoins, valueStatement } from './listed-items.js';

/** A place by shrunk lift, best first, from 1, and how many items share it. */
export type Place = Pick<ItemRank, 'place' | 'sharedBy'>;

/** Places of some items among all of a question by shrunk lift, best first, from 1; items alike share one. */
export async function readPlaces(
  manager: EntityManager,
  { question, baselines }: Judging,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Place>> {
  if (baselines.prior === null) return new Map();
  const value = shrunkLiftValue(question.rate, baselines.prior);
  const statement = valueStatement(question, value);
  const { from, conditions } = listedItems(question, {}, statement);
  const best = isOfReturns(question.rate) ? 'ASC' : 'DESC';
  const rows: (Place & { readonly id: string })[] = await manager.query(
    `SELECT id, place, shared_by AS "sharedBy" FROM (
       SELECT id, rank() OVER (ORDER BY value ${best})::int AS place, count(*) OVER (PARTITION BY value)::int AS shared_by FROM (
         SELECT i.id, ${value.sql(statement.bind)} AS value
         FROM ${from} ${valueJoins(question, value, baselines.humanRates, statement.bind)} WHERE ${conditions}
       ) AS valued WHERE value IS NOT NULL
     ) AS placed WHERE id = ANY (${statement.bind(ids, 'uuid[]')})`,
    [...statement.parameters],
  );
  return new Map(rows.map(({ id, ...place }) => [id, place]));
}
