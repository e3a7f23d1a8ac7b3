import type { EntityManager } from 'typeorm';
import { isOfMoney } from '../../events/index.js';
import {
  type Arm,
  type ItemBaseline,
  type ItemSums,
  NO_RATIOS,
  pooledItemVariance,
  type RatioPrior,
  type RatioSums,
  ratioPrior,
  whyNoItemBaseline,
} from '../../statistics/index.js';
import type { LiftQuestion } from '../lift-question.js';
import { parametersOf } from '../totals/totals-filter.js';
import { sourceOf } from '../totals/totals-source.js';

/** What the items of a question are compared with. */
export interface Baselines {
  /** Of a store; also of one without any human-designed item. */
  of(storeId: string): ItemBaseline;
  /** Rates of human-designed items, of the stores whose items have a lift. */
  readonly rates: ReadonlyMap<string, number>;
  /** Where the true ratios of AI-generated items lie; null without an item that has a lift. */
  readonly prior: RatioPrior | null;
  /** AI-generated items with a shrunk lift. */
  readonly ranked: number;
}

/**
 * Reads how the human-designed items of every store of a question did, and how far its AI-generated items lie from
 * them. How much items differ is pooled over every store that the viewer sees, so that an item has one interval,
 * whichever stores are asked for. There is nothing to compare for a rate of money.
 *
 * @param manager of a snapshot, in which the items are read too
 */
export async function readBaselines(manager: EntityManager, question: LiftQuestion): Promise<Baselines> {
  if (isOfMoney(question.rate)) return baselinesOf({ pool: [], asked: [] }, question);
  const { storeIds, ...rest } = question.filter;
  const everywhere = { ...question, filter: { ...rest, storeIds: null } };
  const rows: StoreRow[] = await manager.query(storeSumsSql(everywhere), parametersOf(everywhere.filter));
  const ids = storeIds && new Set(storeIds.map((id) => id.toLowerCase())); // as PostgreSQL writes them
  return baselinesOf(
    { pool: rows, asked: ids ? rows.filter((row) => ids.has(row.store_id)) : rows },
    question,
  );
}

/** A row as PostgreSQL gives it: one origin of a store. */
interface StoreRow extends ItemSums {
  readonly store_id: string;
  readonly origin: 'AI_GENERATED' | 'HUMAN_DESIGNED';
  readonly numerator: number;
  readonly denominator: number;
  /** Of the items with a denominator. */
  readonly counted: number;
  /** Sum of numerator^2 / denominator. */
  readonly ratios: number;
}

/** Decimal sums of what may not be whole, so that they do not depend on the order of the items. */
function storeSumsSql({ filter, rate: { numerator, denominator } }: LiftQuestion): string {
  const { rows: source, conditions } = sourceOf(filter, { of: 'item', slicing: null });
  const ofCounted = (sum: string) => `coalesce(sum(${sum}) FILTER (WHERE n > 0), 0)`;
  return `
    SELECT store_id, origin, sum(c) AS numerator, sum(n) AS denominator,
           (count(*) FILTER (WHERE n > 0))::float8 AS count, ${ofCounted('c')} AS counted,
           ${ofCounted('n * n')} AS "denominatorSquares", ${ofCounted('n * n * n')} AS "denominatorCubes",
           ${ofCounted('c * c')} AS "numeratorSquares", ${ofCounted('n * c')} AS products,
           coalesce(sum((c * c / n)::numeric) FILTER (WHERE n > 0), 0)::float8 AS ratios
      FROM (
        SELECT t.store_id, t.origin, sum(t.${denominator}::float8) AS n, sum(t.${numerator}::float8) AS c
          FROM ${source} t WHERE ${conditions}
         GROUP BY t.item_id, t.store_id, t.origin
      ) AS items
     GROUP BY 1, 2 ORDER BY 1, 2`;
}

interface SumsOfStores {
  /** Of every store that the viewer sees. */
  readonly pool: readonly StoreRow[];
  /** Of those that were asked for. */
  readonly asked: readonly StoreRow[];
}

function baselinesOf({ pool, asked }: SumsOfStores, { settings }: LiftQuestion): Baselines {
  const arms = new Map(asked.filter(isHuman).map((row) => [row.store_id, armOf(row)]));
  const pooled = pooledItemVariance(
    pool.filter(isHuman).map((row) => ({ ai: NO_ARM, human: armOf(row) })),
  ).human;
  const comparable = [...arms].filter(([, human]) => whyNoItemBaseline(human, settings) === null);
  const rates = new Map(comparable.map(([id, { numerator, denominator }]) => [id, numerator / denominator]));
  const sums = asked.filter((row) => !isHuman(row)).map((row) => ratioSums(row, rates.get(row.store_id)));
  const all = sums.reduce(added, NO_RATIOS);
  return {
    of: (storeId) => ({ human: arms.get(storeId) ?? NO_ARM, pooled }),
    rates,
    prior: ratioPrior(all),
    ranked: all.count,
  };
}

const isHuman = ({ origin }: StoreRow) => origin === 'HUMAN_DESIGNED';

const NO_ARM: Arm = { numerator: 0, denominator: 0, items: null };

const armOf = ({ numerator, denominator, ...row }: StoreRow): Arm => ({
  numerator,
  denominator,
  items: {
    count: row.count,
    denominatorSquares: row.denominatorSquares,
    denominatorCubes: row.denominatorCubes,
    numeratorSquares: row.numeratorSquares,
    products: row.products,
  },
});

/** @param rate of human-designed items; absent where the items of the store have no lift */
const ratioSums = (row: StoreRow, rate: number | undefined): RatioSums =>
  rate === undefined || row.count === 0
    ? NO_RATIOS
    : {
        count: row.count,
        observed: row.counted,
        expected: row.denominator * rate,
        squares: row.ratios / rate,
      };

const added = (a: RatioSums, b: RatioSums): RatioSums => ({
  count: a.count + b.count,
  observed: a.observed + b.observed,
  expected: a.expected + b.expected,
  squares: a.squares + b.squares,
});
