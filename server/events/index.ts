import type { DataSource } from 'typeorm';
import { EventStore } from './event-store.js';
import { RollupService } from './rollups/rollup.service.js';

export { EventKind, type IncomingEvent, WRITE_EVENTS } from './event.js';
export { type EventBatch, EventStore, type RecordedEvents, type RejectedEvent } from './event-store.js';
export { countReplaced, type ItemCount, replaceCounts } from './rollups/item-counts.js';
export { type RollupCheck, RollupService } from './rollups/rollup.service.js';

/** What visitors did with items: events in, exactly once, and their sums out. */
export function createEvents({ dataSource }: { readonly dataSource: DataSource }) {
  const rollups = new RollupService(dataSource);
  return { store: new EventStore(dataSource), rollups };
}
