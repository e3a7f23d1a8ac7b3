import { type Scenario, visibleStores } from '../../catalog/index.js';
import type { Viewer } from '../../platform/index.js';

/** Which rows of the event totals a report is about. */
export interface TotalsFilter {
  readonly workspaceId: string;
  /** Whose stores: a merchant sees those they are a member of. */
  readonly viewer: Viewer;
  /** Days [from, to) of the workspace's time zone; null: open. */
  readonly from: string | null;
  readonly to: string | null;
  /** Only days before this one; rows without a day count as older. null: open. */
  readonly matureBefore: string | null;
  /** null: every store of the workspace. */
  readonly storeIds: readonly string[] | null;
  readonly categories: readonly string[] | null;
  readonly priceBands: readonly number[] | null;
  readonly scenario: Scenario | null;
}

/** The parameters $1 to $9 of every statement about totals. */
export const parametersOf = (filter: TotalsFilter) => [
  filter.workspaceId,
  filter.storeIds,
  filter.from,
  filter.to,
  filter.scenario,
  filter.categories,
  filter.priceBands,
  visibleStores(filter.viewer, '', '').memberId,
  filter.matureBefore,
];

/** Whether the viewer sees a store. */
export const isVisible = ({ viewer }: TotalsFilter, storeId: string): string =>
  visibleStores(viewer, storeId, '$8').condition;

/** A parameter of its own type, so that no row has to read it from text. */
export const OF_SCENARIO = '($5::scenario IS NULL OR t.scenario = $5)';

export const OF_STORES_AND_SCENARIO = `t.workspace_id = $1
        AND ($2::uuid[] IS NULL OR t.store_id = ANY ($2))
        AND ${OF_SCENARIO}`;

export const IN_DAYS = `($3::date IS NULL OR t.day >= $3) AND ($4::date IS NULL OR t.day < $4)
        AND ($9::date IS NULL OR t.day IS NULL OR t.day < $9)`;

/** @param table what knows category and price band: the items, or totals by slice */
export const ofSlices = (table: 'i' | 't'): string =>
  `($6::text[] IS NULL OR ${table}.category = ANY ($6)) AND ($7::int[] IS NULL OR ${table}.price_band = ANY ($7))`;

/** Imported totals `t`, with their items `i` and stores `s`; more conditions may follow. */
export const fromImportedTotals = (filter: TotalsFilter): string => `
      FROM stores s JOIN items i ON i.store_id = s.id JOIN item_counts t ON t.item_id = i.id
     WHERE s.workspace_id = $1 AND ($2::uuid[] IS NULL OR s.id = ANY ($2)) AND ${IN_DAYS}
       AND ${OF_SCENARIO}
       AND ${ofSlices('i')} AND ${isVisible(filter, 's.id')}`;
