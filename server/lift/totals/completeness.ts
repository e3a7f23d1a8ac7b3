import type { EntityManager } from 'typeorm';
import { fromImportedTotals, parametersOf, type TotalsFilter } from './totals-filter.js';

/** How complete the totals of a filter are that are read in the same snapshot. */
export interface Completeness {
  /** Every event acknowledged before is counted. */
  readonly completeUntil: Date;
  /** Imported rows without a day that are counted; none where days are asked for. */
  readonly undatedRows: number;
}

export async function readCompleteness(manager: EntityManager, filter: TotalsFilter): Promise<Completeness> {
  const [row] = await manager.query(
    `SELECT now() AS "completeUntil", count(*)::float8 AS "undatedRows"
    ${fromImportedTotals(filter)} AND t.day IS NULL`,
    parametersOf(filter),
  );
  return row;
}
