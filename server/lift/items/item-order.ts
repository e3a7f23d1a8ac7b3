import { isOfMoney, type Measure, type Rate } from '../../events/index.js';
import type { RatioPrior } from '../../statistics/index.js';
import type { LiftQuestion } from '../lift-question.js';
import { type ItemPerformanceInput, ItemSort, SortDirection } from './item-performance.input.js';

/** Adds a parameter to a statement, and gives what stands for it. */
export type Bind = (value: unknown, type: string) => string;

/** What a list is sorted by before titles and ids. */
export interface ItemOrder extends SortValue {
  readonly isDescending: boolean;
  /** Titles go the other way round only where they are what is asked for. */
  readonly areTitlesDescending: boolean;
  /** What a cursor of this list begins with: it fits no other. */
  readonly name: string;
}

/** A number of an item, in SQL. */
export interface SortValue {
  /** Of its totals `t` and the human rate `b` of its store; null comes last. */
  readonly sql: (bind: Bind) => string;
  /** Totals that it is made of. */
  readonly measures: readonly Measure[];
  /** Whether it is an amount, which is compared within its currency only. */
  readonly isMoney: boolean;
  readonly needsBaseline: boolean;
}

export function itemOrder(
  { metric, rate }: LiftQuestion,
  { sort, direction }: ItemPerformanceInput,
  prior: RatioPrior | null,
): ItemOrder {
  const standard = sort === ItemSort.TITLE ? SortDirection.ASCENDING : SortDirection.DESCENDING;
  const isDescending = (direction ?? standard) === SortDirection.DESCENDING;
  return {
    ...sortValue(sort, rate, prior),
    isDescending,
    areTitlesDescending: sort === ItemSort.TITLE && isDescending,
    name: `${metric} ${sort} ${isDescending ? 'down' : 'up'}`,
  };
}

function sortValue(sort: ItemSort, rate: Rate, prior: RatioPrior | null): SortValue {
  switch (sort) {
    case ItemSort.LIFT:
      return prior === null ? sqlValue('NULL::float8') : shrunkLiftValue(rate, prior);
    case ItemSort.RATE:
      return rateValue(rate);
    case ItemSort.IMPRESSIONS:
      return sqlValue('coalesce(t.impressions, 0)', ['impressions']);
    case ItemSort.ORDERS:
      return sqlValue('coalesce(t.orders, 0)', ['orders']);
    case ItemSort.REVENUE:
      return { ...sqlValue('t.revenue_minor', ['revenue_minor']), isMoney: true };
    case ItemSort.NEWEST:
      return sqlValue('(extract(epoch FROM i.created_at) * 1000)::float8');
    case ItemSort.TITLE:
      return sqlValue('0::float8');
  }
}

const sqlValue = (sql: string, measures: readonly Measure[] = []): SortValue => ({
  sql: () => sql,
  measures,
  isMoney: false,
  needsBaseline: false,
});

function rateValue(rate: Rate): SortValue {
  const ratio = `t.${rate.numerator} / nullif(t.${rate.denominator}, 0)`;
  const measures = [rate.numerator, rate.denominator];
  if (!isOfMoney(rate)) return sqlValue(ratio, measures);
  return { ...sqlValue(`CASE WHEN t.without_amount = 0 THEN ${ratio} END`, measures), isMoney: true };
}

/** `shrunkRatio` minus one, of AI-generated items with a denominator in stores with a human rate. */
export function shrunkLiftValue({ numerator, denominator }: Rate, prior: RatioPrior): SortValue {
  return {
    ...sqlValue('', [numerator, denominator]),
    sql: (bind) => {
      const [m, a] = [bind(prior.mean, 'float8'), bind(prior.variance, 'float8')];
      const expected = `(t.${denominator} * b.rate)`;
      return `CASE WHEN i.origin = 'AI_GENERATED' AND t.${denominator} > 0 AND b.rate > 0 THEN
        coalesce(${m} + (${a} * (t.${numerator} - ${m} * ${expected}))
          / nullif(${a} * ${expected} + (${m} + ${m} * ${m} * b.relative_variance * ${expected}), 0), 0) - 1 END`;
    },
    needsBaseline: true,
  };
}
