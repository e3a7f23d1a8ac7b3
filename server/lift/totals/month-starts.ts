import type { EntityManager } from 'typeorm';
import type { ReadableSlicing, Slicing } from './slicing.js';

/** Looks up what is needed to read a slicing. */
export async function readable(
  manager: EntityManager,
  slicing: Slicing | null,
): Promise<ReadableSlicing | null> {
  return slicing?.by === 'MONTH' ? { ...slicing, monthStarts: await readMonthStarts(manager) } : slicing;
}

/** Of all workspaces: both ends of an index are found at once. A month more, whose first week may begin before it. */
async function readMonthStarts(manager: EntityManager): Promise<string[]> {
  const rows: { day: string }[] = await manager.query(`
    SELECT to_char(month, 'YYYY-MM-DD') AS day FROM generate_series(
      (SELECT date_trunc('month', min(day)::timestamp) FROM item_days),
      (SELECT max(day)::timestamp + interval '1 month' FROM item_days),
      interval '1 month') AS month`);
  return rows.map(({ day }) => day);
}
