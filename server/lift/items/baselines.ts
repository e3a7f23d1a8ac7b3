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
  relativeRateVariance,
  whyNoItemBaseline,
} from '../../statistics/index.js';
import type { LiftQuestion } from '../lift-question.js';
import { parametersOf } from '../totals/totals-filter.js';
import { sourceOf } from '../totals/totals-source.js';

/** What the items of a question are compared with. */
export interface Baselines {
  /** Of a store; also of one without any human-designed item. */
  of(storeId: string): ItemBaseline;
  /** Of human-designed items, of the stores that are asked for and whose items have a lift. */
  readonly humanRates: ReadonlyMap<string, HumanRate>;
  /** Where the true ratios of AI-generated items lie; null without an item that has a lift. */
  readonly prior: RatioPrior | null;
  /** AI-generated items with a shrunk lift, of the stores that are asked for. */
  readonly ranked: number;
}

export interface HumanRate {
  readonly rate: number;
  /** Of the rate, from its counts and from which items these are. */
  readonly relativeVariance: number;
}

/**
 * Reads how the human-designed items of every store did, and how far AI-generated items lie from them: of all stores that
 * the viewer sees, so that an item has the same lift whichever stores are asked for. There is nothing to compare for a
 * rate of money.
 *
 * @param manager of a snapshot, in which the items are read too
 */
export async function readBaselines(manager: EntityManager, question: LiftQuestion): Promise<Baselines> {
  if (isOfMoney(question.rate)) return baselinesOf([], question);
  const everywhere = { ...question, filter: { ...question.filter, storeIds: null } };
  const rows = await manager.query(storeSumsSql(everywhere), parametersOf(everywhere.filter));
  return baselinesOf(rows, question);
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

function baselinesOf(rows: readonly StoreRow[], { settings, filter }: LiftQuestion): Baselines {
  const arms = new Map(rows.filter(isHuman).map((row) => [row.store_id, armOf(row)]));
  const humans = [...arms.values()];
  const pooled = pooledItemVariance(humans.map((human) => ({ ai: NO_ARM, human }))).human;
  const comparable = [...arms].filter(([, human]) => whyNoItemBaseline(human, settings) === null);
  const humanRates = new Map(
    comparable.map(([id, human]): [string, HumanRate] => [
      id,
      { rate: human.numerator / human.denominator, relativeVariance: relativeRateVariance(human, pooled) },
    ]),
  );
  const sums = new Map(
    rows
      .filter((row) => !isHuman(row))
      .map((row) => [row.store_id, ratioSums(row, humanRates.get(row.store_id))]),
  );
  const isAsked = askedStores(filter.storeIds);
  return {
    of: (storeId) => ({ human: arms.get(storeId) ?? NO_ARM, pooled }),
    humanRates: new Map([...humanRates].filter(([id]) => isAsked(id))),
    prior: ratioPrior([...sums.values()].reduce(added, NO_RATIOS)),
    ranked: [...sums].reduce((total, [id, { count }]) => total + (isAsked(id) ? count : 0), 0),
  };
}

function askedStores(storeIds: readonly string[] | null): (storeId: string) => boolean {
  if (storeIds === null) return () => true;
  const ids = new Set(storeIds.map((id) => id.toLowerCase())); // as PostgreSQL writes them
  return (storeId) => ids.has(storeId);
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

/** @param human absent where the items of the store have no lift */
const ratioSums = (row: StoreRow, human: HumanRate | undefined): RatioSums =>
  human === undefined || row.count === 0
    ? NO_RATIOS
    : {
        count: row.count,
        observed: row.counted,
        expected: row.denominator * human.rate,
        squares: row.ratios / human.rate,
        blur: row.denominator * human.rate * human.relativeVariance,
      };

const added = (a: RatioSums, b: RatioSums): RatioSums => ({
  count: a.count + b.count,
  observed: a.observed + b.observed,
  expected: a.expected + b.expected,
  squares: a.squares + b.squares,
  blur: a.blur + b.blur,
});
