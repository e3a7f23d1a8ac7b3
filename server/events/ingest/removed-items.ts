import type { DataSource, EntityManager } from 'typeorm';
import { conflict } from '../../platform/index.js';

/** `lock_not_available` and `deadlock_detected`: a writer holds the table, or waits for a store that is being removed. */
const BUSY = ['55P03', '40P01'];

/**
 * Refuses to remove items of which an event came in since the caller looked. Until the transaction ends no event comes
 * in; the statements that wait look at `removed_items` afterwards. Call it last, and hold the lock of rollups.
 *
 * @throws {DomainError} CONFLICT
 */
export async function refuseLateEventsUnchecked(manager: EntityManager): Promise<void> {
  await lockIngestion(manager);
  const [{ count }] = await manager.query(LATE_EVENTS);
  if (count > 0) throw conflict('Events about its items came in meanwhile: try again to see which');
}

async function lockIngestion(manager: EntityManager): Promise<void> {
  try {
    await manager.query("SET LOCAL lock_timeout = '5s'");
    await manager.query('LOCK TABLE event_batches IN SHARE MODE');
  } catch (error) {
    if (!BUSY.includes((error as { code?: string }).code ?? '')) throw error;
    throw conflict('Events are coming in: try again when they are in', { cause: error });
  }
}

/** A roll-up has taken none of them. */
const LATE_EVENTS = `
  SELECT count(*)::int AS count FROM event_batches batch
  CROSS JOIN LATERAL (SELECT item_id FROM events WHERE batch_id = batch.id OFFSET 0) event
  JOIN removed_items removed ON removed.item_id = event.item_id
  WHERE batch.rolled_up_at IS NULL`;

/** No event that was on its way when an item was removed is still on its way so much later. */
export async function forgetRemovedItemsUnchecked(dataSource: DataSource): Promise<void> {
  await dataSource.query("DELETE FROM removed_items WHERE removed_at < now() - interval '10 minutes'");
}
