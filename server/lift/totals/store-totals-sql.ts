import { COUNTS, type Count, type Rate } from '../../events/index.js';
import { cutOfRow, type ReadableSlicing, sliceOf } from './slicing.js';
import { SPREAD_COLUMNS, spreadOf, sumsOfRate } from './spread-over-items.js';
import { sumsByItem } from './sums-by-item.js';
import { isVisible, type TotalsFilter } from './totals-filter.js';
import { IS_COUNTED, isOfItems, sourceOf } from './totals-source.js';

/** A row as PostgreSQL gives it: both arms of a store and slice; null where an arm has no rows. */
export type StoreRow = {
  readonly store_id: string;
  readonly name: string;
  readonly slice: string | null;
  /** With spaces between them, some perhaps twice; null if there are none. */
  readonly currencies: string | null;
} & { readonly [K in `${'ai' | 'human'}_${ArmColumn}`]: number | null };

type ArmColumn =
  | Count
  | 'orders_without_amount'
  | 'revenue_minor'
  /** Here null says that the squares are not known. */
  | 'revenue_squares'
  | (typeof SPREAD_COLUMNS)[keyof typeof SPREAD_COLUMNS];

/** Of amounts; what has one has a currency, and few rows do. */
const AMOUNTS = ['revenue_minor', 'revenue_square', 'totalled_orders'];
const SPREAD = Object.values(SPREAD_COLUMNS);

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
           ${armSums('ai', 'AI_GENERATED')}, ${armSums('human', 'HUMAN_DESIGNED')},
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

function armSums(arm: 'ai' | 'human', origin: 'AI_GENERATED' | 'HUMAN_DESIGNED'): string {
  const ofArm = `FILTER (WHERE sums.origin = '${origin}')`;
  return [
    ...COUNTS.map((count) => `sum(sums.${count}) ${ofArm} AS ${arm}_${count}`),
    `sum(sums.orders) FILTER (WHERE sums.origin = '${origin}' AND sums.currency = '') AS ${arm}_orders_without_amount`,
    `(sum(sums.revenue_minor) ${ofArm})::float8 AS ${arm}_revenue_minor`,
    `CASE WHEN coalesce(sum(sums.totalled_orders) ${ofArm}, 0) = 0
       THEN coalesce(sum(sums.revenue_square) ${ofArm}, 0)::float8 END AS ${arm}_revenue_squares`,
    ...SPREAD.map((sum) => `sum(sums.${sum}) ${ofArm} AS ${arm}_${sum}`),
  ].join(', ');
}
