import { COUNTS, type Rate } from '../../events/index.js';
import { cutOfRow, type ReadableSlicing, sliceOf } from './slicing.js';
import { SPREAD, spreadOf, sumsOfRate } from './spread-over-items.js';
import { sumsByItem } from './sums-by-item.js';
import { isVisible, type TotalsFilter } from './totals-filter.js';
import { IS_COUNTED, isOfItems, sourceOf } from './totals-source.js';

/** A row as PostgreSQL gives it: both arms of a store and slice. */
export interface StoreRow {
  readonly store_id: string;
  readonly name: string;
  readonly slice: string | null;
  /** With spaces between them, some perhaps twice; null if there are none. */
  readonly currencies: string | null;
  /** Numbers as PostgreSQL writes an array, in the order of `armSums`: one text is read faster than many. */
  readonly ai: string;
  readonly human: string;
}

/** Of amounts; what has one has a currency, and few rows do. */
const AMOUNTS = ['revenue_minor', 'revenue_square', 'totalled_orders'];

/** Counts as float8, which is exact below 2^53 and half the work of bigint, whose sum is numeric. */
const SUMS = [
  ...COUNTS.map((count) => `sum(t.${count}::float8) AS ${count}`),
  ...AMOUNTS.map((amount) => `sum(t.${amount}) FILTER (WHERE t.currency <> '') AS ${amount}`),
].join(', ');

/**
 * Totals of stores by currency and, as rows of their own, how these spread over items; then both arms in a row. Nothing
 * has to be sorted to find the different currencies.
 */
export function storeTotalsSql(
  question: { readonly filter: TotalsFilter; readonly rate: Rate },
  slicing: ReadableSlicing | null,
): string {
  const { filter } = question;
  const sums = isOfItems(filter, slicing) ? sumsOfItems(question, slicing) : sumsOfStores(question, slicing);
  return `
    WITH ${sums}
    SELECT s.id AS store_id, s.name, ${sliceOf(slicing, 'sums.cut')} AS slice,
           ${armSums('AI_GENERATED')} AS ai, ${armSums('HUMAN_DESIGNED')} AS human,
           string_agg(sums.currency, ' ')
             FILTER (WHERE sums.currency <> '' AND (sums.orders <> 0 OR sums.revenue_minor <> 0)) AS currencies
      FROM stores s LEFT JOIN (
        SELECT *, ${SPREAD.map(() => 'NULL::float8').join(', ')} FROM totals
        UNION ALL
        SELECT store_id, origin, cut, NULL, ${[...COUNTS, ...AMOUNTS].map(() => 'NULL').join(', ')}, ${SPREAD.join(', ')}
          FROM spread
      ) AS sums (store_id, origin, cut, currency, ${[...COUNTS, ...AMOUNTS, ...SPREAD].join(', ')})
        ON sums.store_id = s.id
     WHERE s.workspace_id = $1 AND ($2::uuid[] IS NULL OR s.id = ANY ($2)) AND ${isVisible(filter, 's.id')}
     GROUP BY s.id, sums.cut ORDER BY s.name, s.id`;
}

type Question = Parameters<typeof storeTotalsSql>[0];

/** Totals of stores are far fewer than those of items. */
function sumsOfStores({ filter, rate }: Question, slicing: ReadableSlicing | null): string {
  const { rows, conditions } = sourceOf(filter, { of: 'store', slicing });
  return `
      totals AS (
        SELECT t.store_id, t.origin, ${cutOfRow(slicing, 't')} AS cut, t.currency, ${SUMS}
          FROM ${rows} t WHERE ${conditions} GROUP BY 1, 2, 3, 4 HAVING ${IS_COUNTED}
      ),
      spread AS (${spreadOf(sumsByItem(filter, { slicing, sums: sumsOfRate(rate) }))})`;
}

/** Where both are made of items, these are read once. */
const sumsOfItems = ({ filter, rate }: Question, slicing: ReadableSlicing | null): string => `
      by_item AS MATERIALIZED (${sumsByItem(filter, { slicing, sums: SUMS, key: 't.currency' })}),
      totals AS (
        SELECT t.store_id, t.origin, t.cut, t.currency, ${SUMS}
          FROM by_item t GROUP BY 1, 2, 3, 4 HAVING ${IS_COUNTED}
      ),
      spread AS (${spreadOf(`
        SELECT t.item_id, t.store_id, t.origin, t.cut, ${sumsOfRate(rate)} FROM by_item t GROUP BY 1, 2, 3, 4`)})`;

/** Counts, orders without an amount, revenue, its squares (null if they are not known), and the spread over items. */
function armSums(origin: 'AI_GENERATED' | 'HUMAN_DESIGNED'): string {
  const ofArm = `FILTER (WHERE sums.origin = '${origin}')`;
  const sums = [
    ...COUNTS.map((count) => `coalesce(sum(sums.${count}) ${ofArm}, 0)`),
    `coalesce(sum(sums.orders) FILTER (WHERE sums.origin = '${origin}' AND sums.currency = ''), 0)`,
    `coalesce(sum(sums.revenue_minor) ${ofArm}, 0)::float8`,
    `CASE WHEN coalesce(sum(sums.totalled_orders) ${ofArm}, 0) = 0
       THEN coalesce(sum(sums.revenue_square) ${ofArm}, 0)::float8 END`,
    ...SPREAD.map((sum) => `coalesce(sum(sums.${sum}) ${ofArm}, 0)`),
  ];
  return `ARRAY[${sums.join(', ')}]::text`;
}
