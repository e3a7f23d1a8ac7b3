import { containing, visibleStores } from '../../catalog/index.js';
import type { Measure } from '../../events/index.js';
import type { LiftQuestion } from '../lift-question.js';
import { parametersOf } from '../totals/totals-filter.js';
import { sourceOf } from '../totals/totals-source.js';
import type { Baselines, HumanRate } from './baselines.js';
import type { Bind, SortValue } from './item-order.js';
import type { ItemPerformanceInput } from './item-performance.input.js';

/** What a list narrows the items of a question down to. */
export type ItemSelection = Pick<ItemPerformanceInput, 'itemIds' | 'origin' | 'categories' | 'search'>;

/** A statement in the making. */
export interface Statement {
  readonly parameters: readonly unknown[];
  readonly bind: Bind;
}

/** @param first the parameters that the statement names by their numbers */
function statement(first: readonly unknown[]): Statement {
  const parameters = [...first];
  return { parameters, bind: (value, type) => `$${parameters.push(value)}::${type}` };
}

/** For a statement without totals. */
export const countStatement = (): Statement => statement([]);

/** For a statement with what a value is made of. */
export const valueStatement = ({ filter }: LiftQuestion, { measures }: SortValue): Statement =>
  statement(measures.length > 0 ? parametersOf(filter) : []);

/** The items `i` of a question with their stores `s`, and conditions on them. */
export function listedItems({ filter }: LiftQuestion, selection: ItemSelection, { bind }: Statement) {
  const { memberId } = visibleStores(filter.viewer, '', '');
  const conditions = [
    `s.workspace_id = ${bind(filter.workspaceId, 'uuid')}`,
    visibleStores(filter.viewer, 's.id', bind(memberId, 'uuid')).condition,
    ...(filter.storeIds ? [`s.id = ANY (${bind(filter.storeIds, 'uuid[]')})`] : []),
    ...selected(selection, bind),
  ];
  return { from: 'stores s JOIN items i ON i.store_id = s.id', conditions: conditions.join(' AND ') };
}

function selected({ itemIds, origin, categories, search }: ItemSelection, bind: Bind): string[] {
  const conditions: string[] = [];
  if (itemIds) conditions.push(`i.id = ANY (${bind(itemIds, 'uuid[]')})`);
  if (origin) conditions.push(`i.origin = ${bind(origin, 'item_origin')}`);
  if (categories) conditions.push(`i.category = ANY (${bind(categories, 'text[]')})`);
  if (search) {
    const pattern = `lower(${bind(containing(search), 'text')})`;
    conditions.push(`(lower(i.title) LIKE ${pattern} OR lower(i.key) LIKE ${pattern})`);
  }
  return conditions;
}

/** What the value of an item is read from, as joins: its totals `t`, and the human rate `b` of its store. */
export function valueJoins(
  question: LiftQuestion,
  value: SortValue,
  humanRates: Baselines['humanRates'],
  bind: Bind,
): string {
  const totals = value.isMoney ? totalsOfMoney : totalsOfCounts;
  const column = (name: keyof HumanRate) =>
    bind(
      [...humanRates.values()].map((human) => human[name]),
      'float8[]',
    );
  const joins = [
    value.measures.length > 0 ? `LEFT JOIN (${totals(question, value.measures)}) t ON t.item_id = i.id` : '',
    value.needsBaseline
      ? `LEFT JOIN unnest(${bind([...humanRates.keys()], 'uuid[]')}, ${column('rate')}, ${column('relativeVariance')})
           AS b (store_id, rate, relative_variance) ON b.store_id = i.store_id`
      : '',
  ];
  return joins.join(' ');
}

function totalsOfCounts({ filter }: LiftQuestion, measures: readonly Measure[]): string {
  const { rows: source, conditions } = sourceOf(filter, { of: 'item', slicing: null });
  const sums = measures.map((measure) => `sum(t.${measure}::float8) AS ${measure}`);
  return `SELECT t.item_id, ${sums.join(', ')} FROM ${source} t WHERE ${conditions} GROUP BY t.item_id`;
}

/** With the one currency of the amounts, if it is one. */
function totalsOfMoney({ filter }: LiftQuestion, measures: readonly Measure[]): string {
  const { rows: source, conditions } = sourceOf(filter, { of: 'item', slicing: null });
  const counts = measures.filter((measure) => measure !== 'revenue_minor');
  const each = (expression: (measure: Measure) => string) =>
    counts.map((measure) => `, ${expression(measure)} AS ${measure}`).join('');
  return `
    SELECT item_id, ${IS_ONE_CURRENCY} THEN max(currency) FILTER (WHERE has_amount) END AS currency,
      ${IS_ONE_CURRENCY} THEN sum(revenue_minor) FILTER (WHERE has_amount) END AS revenue_minor,
      coalesce(sum(orders) FILTER (WHERE currency = ''), 0) AS without_amount${each((measure) => `sum(${measure})`)}
    FROM (
      SELECT *, currency <> '' AND (orders <> 0 OR revenue_minor <> 0) AS has_amount FROM (
        SELECT t.item_id, t.currency, sum(t.orders::float8) AS orders,
          (sum(t.revenue_minor) FILTER (WHERE t.currency <> ''))::float8 AS revenue_minor${each((measure) => `sum(t.${measure}::float8)`)}
        FROM ${source} t WHERE ${conditions} GROUP BY t.item_id, t.currency) AS by_currency) AS by_currency
    GROUP BY item_id`;
}

const IS_ONE_CURRENCY = 'CASE WHEN count(*) FILTER (WHERE has_amount) = 1';
