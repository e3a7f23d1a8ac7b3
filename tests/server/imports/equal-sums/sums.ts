import type { DataSource } from 'typeorm';
import { type Decimal, type Row, textOf } from './cells.js';

/** One line an item, of its counts, and one an item and currency, of the minor units of its orders. */
export type Sums = readonly string[];

/** By ISO 4217. */
const MINOR_DIGITS: Readonly<Record<string, bigint>> = { EUR: 2n, JPY: 0n, KWD: 3n };
const MAX_MINOR = 10n ** 15n;

/** What a row's orders brought, rounded once, half up. */
function minorOf(row: Row): bigint {
  const { units, scale } = (row.revenue ?? row.amount ?? row.price ?? ZERO) as Decimal;
  const pieces = row.price ? ((row.quantity ?? ONE) as Decimal).units : 1n;
  const product = units * pieces * 10n ** MINOR_DIGITS[textOf(row.currency!)]!;
  const divisor = 10n ** BigInt(scale);
  return (2n * product + divisor) / (2n * divisor);
}

const ZERO: Decimal = { units: 0n, scale: 0 };
const ONE: Decimal = { units: 1n, scale: 0 };

/** Whether a row states more money than any row may, or an amount that looks like one of another currency. */
export const isRefused = (row: Row): boolean =>
  row.currency !== null && (minorOf(row) > MAX_MINOR || hasDigitsOfAnother(row));

/** A longer fraction than any currency has was computed, and is rounded like a product. */
function hasDigitsOfAnother(row: Row): boolean {
  const stated = (row.revenue ?? row.amount ?? null) as Decimal | null;
  if (stated === null) return false;
  let { units, scale } = stated;
  while (scale > 0 && units % 10n === 0n) [units, scale] = [units / 10n, scale - 1];
  return BigInt(scale) > MINOR_DIGITS[textOf(row.currency!)]! && scale <= 3;
}

const KINDS = { impressions: 'IMPRESSION', clicks: 'CLICK', orders: 'ORDER', returns: 'RETURN' } as const;
const COUNTS = ['impressions', 'clicks', 'orders', 'returns'] as const;

const countIn = (row: Row, count: (typeof COUNTS)[number]): bigint =>
  row.kind === undefined ? ((row[count] ?? ZERO) as Decimal).units : row.kind === KINDS[count] ? 1n : 0n;

/** The sums of rows of events or of counts, without the server's code. */
export function sumsOf(rows: readonly Row[]): Sums {
  const counts = new Map<string, bigint[]>();
  const revenue = new Map<string, bigint>();
  for (const row of rows) {
    const item = `${textOf(row.store!)} ${textOf(row.item!)}`;
    const before = counts.get(item) ?? COUNTS.map(() => 0n);
    counts.set(
      item,
      before.map((sum, n) => sum + countIn(row, COUNTS[n]!)),
    );
    if (row.currency === null || (row.kind !== undefined && row.kind !== 'ORDER')) continue;
    const paid = `${item} ${textOf(row.currency!)}`;
    revenue.set(paid, (revenue.get(paid) ?? 0n) + minorOf(row));
  }
  return [
    ...[...counts].map(([item, sums]) => [item, ...sums].join(' ')),
    ...[...revenue].filter(([, minor]) => minor > 0n).map((line) => line.join(' ')),
  ].sort();
}

/** The sums that a workspace has, as `sumsOf` writes them. */
export async function storedSums(dataSource: DataSource, workspaceId: string): Promise<Sums> {
  const lines: { line: string }[] = await dataSource.query(
    `WITH totals AS (
       SELECT stores.name, items.key, totals.* FROM item_day_totals totals
       JOIN items ON items.id = totals.item_id JOIN stores ON stores.id = totals.store_id
       WHERE totals.workspace_id = $1
     )
     SELECT concat_ws(' ', name, key, sum(impressions), sum(clicks), sum(orders), sum(returns)) AS line
     FROM totals GROUP BY name, key
     UNION ALL
     SELECT concat_ws(' ', name, key, currency, sum(revenue_minor))
     FROM totals GROUP BY name, key, currency HAVING sum(revenue_minor) > 0`,
    [workspaceId],
  );
  return lines.map(({ line }) => line).sort();
}
