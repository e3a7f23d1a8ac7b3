import type { EntityManager } from 'typeorm';
import type { ReadableSlicing, Slicing } from './slicing.js';

/** Looks up what is needed to read a slicing. */
export async function readable(
  manager: EntityManager,
  workspaceId: string,
  slicing: Slicing | null,
): Promise<ReadableSlicing | null> {
  if (slicing?.by !== 'MONTH') return slicing;
  return { ...slicing, monthStarts: await readMonthStarts(manager, workspaceId) };
}

/** Months of the weeks of the workspace, and the one after each, whose first week may begin before it. */
async function readMonthStarts(manager: EntityManager, workspaceId: string): Promise<string[]> {
  const rows: { day: string }[] = await manager.query(
    `${WEEKS}
     SELECT DISTINCT to_char(start, 'YYYY-MM-DD') AS day
       FROM weeks, LATERAL (VALUES (date_trunc('month', week::timestamp)),
         (date_trunc('month', week::timestamp) + interval '1 month')) AS months (start)
      WHERE week IS NOT NULL ORDER BY 1`,
    [workspaceId],
  );
  return rows.map(({ day }) => day);
}

/** One step in the index a week, however many rows it has. */
const WEEKS = `
  WITH RECURSIVE weeks AS (
    SELECT (SELECT min(week) FROM item_weeks WHERE workspace_id = $1) AS week
    UNION ALL
    SELECT (SELECT min(week) FROM item_weeks WHERE workspace_id = $1 AND week > weeks.week)
      FROM weeks WHERE week IS NOT NULL)`;
