import type { DataSource } from 'typeorm';
import { readFor } from '../../platform/index.js';
import { IN_DAYS, isVisible, ofSlices, parametersOf, type TotalsFilter } from './totals-filter.js';

/** How complete the totals of a filter are that are read after this. */
export interface Completeness {
  /** Every event acknowledged before is counted. */
  readonly completeUntil: Date;
  /** Imported rows without a day that are counted; none where days are asked for. */
  readonly undatedRows: number;
}

export async function readCompleteness(dataSource: DataSource, filter: TotalsFilter): Promise<Completeness> {
  const [row] = await readFor(filter.viewer, dataSource, (manager) =>
    manager.query(
      `SELECT now() AS "completeUntil", count(*)::float8 AS "undatedRows"
       FROM stores s JOIN items i ON i.store_id = s.id JOIN item_counts t ON t.item_id = i.id
      WHERE s.workspace_id = $1 AND ($2::uuid[] IS NULL OR s.id = ANY ($2))
        AND t.day IS NULL AND ${IN_DAYS}
        AND ($5::text IS NULL OR t.scenario = $5::scenario)
        AND ${ofSlices('i')} AND ${isVisible(filter, 's.id')}`,
      parametersOf(filter),
    ),
  );
  return row;
}
