import type { EntityManager } from 'typeorm';
import { type CountCheck, checksOf, type Rate, suspiciousSql } from '../../events/index.js';
import type { PerArm } from './arm-sums.js';
import { cutOfRow, type Slicing, sliceOf, slicingParameters } from './slicing.js';
import { fromImportedTotals, parametersOf, type TotalsFilter } from './totals-filter.js';

/** Which checks some imported total of each arm of a store and slice fails, however right their sum looks. */
export type SuspiciousRows = (storeId: string, slice: string | null) => PerArm<readonly CountCheck[]>;

/**
 * Reads which imported totals of the filter fail the checks of a rate. Rows that fail are rare: their partial indexes
 * name the items before anything else is read.
 */
export async function readSuspiciousRows(
  manager: EntityManager,
  { filter, rate }: { readonly filter: TotalsFilter; readonly rate: Rate },
  slicing: Slicing | null,
): Promise<SuspiciousRows> {
  const checks = checksOf(rate);
  const rows: SuspiciousRow[] = await manager.query(suspiciousRowsSql(filter, checks, slicing), [
    ...parametersOf(filter),
    ...slicingParameters(slicing),
  ]);
  const failed = new Map(
    rows.map(({ store_id, slice, origin, fails }) => [
      keyOf(store_id, slice, origin),
      checks.filter((_, index) => fails[index]),
    ]),
  );
  if (failed.size === 0) return () => NONE;
  return (storeId, slice) => ({
    ai: failed.get(keyOf(storeId, slice, 'AI_GENERATED')) ?? [],
    human: failed.get(keyOf(storeId, slice, 'HUMAN_DESIGNED')) ?? [],
  });
}

const NONE: PerArm<readonly CountCheck[]> = { ai: [], human: [] };

/** A row as PostgreSQL gives it: whether it fails each of the checks, in their order. */
interface SuspiciousRow {
  readonly store_id: string;
  readonly slice: string | null;
  readonly origin: 'AI_GENERATED' | 'HUMAN_DESIGNED';
  readonly fails: readonly boolean[];
}

const keyOf = (storeId: string, slice: string | null, origin: SuspiciousRow['origin']) =>
  `${origin} ${storeId} ${slice === null ? '' : `of ${slice}`}`;

function suspiciousRowsSql(
  filter: TotalsFilter,
  checks: readonly CountCheck[],
  slicing: Slicing | null,
): string {
  const conditions = checks.map(suspiciousSql);
  const items = conditions.map((condition) => `SELECT t.item_id FROM item_counts t WHERE ${condition}`);
  return `
    SELECT s.id AS store_id, ${sliceOf(slicing, cutOfRow(slicing, 'i'))} AS slice, i.origin,
           ARRAY[${conditions.map((condition) => `bool_or(${condition})`).join(', ')}] AS fails
      ${fromImportedTotals(filter)}
       AND i.id = ANY (ARRAY(${items.join(' UNION ALL ')})) AND (${conditions.join(' OR ')})
     GROUP BY 1, 2, 3`;
}
