import type { FastifyPluginAsync } from 'fastify';
import type { DataSource } from 'typeorm';
import type { PeriodicTask } from '../platform/index.js';
import { EventRejectResolver, EventResolver, RecordEventsResolver } from './event.resolver.js';
import { EventReject } from './event-reject.entity.js';
import { EventStore } from './event-store.js';
import { ItemFunnelResolver, StoreFunnelResolver } from './funnel/funnel.resolver.js';
import { FunnelService } from './funnel/funnel.service.js';
import { forgetRemovedItemsUnchecked } from './ingest/removed-items.js';
import { IngestionService } from './ingestion.service.js';
import { RollupService } from './rollups/rollup.service.js';
import { segmentRoutes } from './segment/segment-routes.js';

export { EventKind, type IncomingEvent, POSITION_RANGE, QUANTITY_RANGE } from './event.js';
export type { EventStore } from './event-store.js';
export { Funnel } from './funnel/funnel.type.js';
export type { BulkEvent } from './ingest/bulk-events.js';
export { refuseLateEventsUnchecked } from './ingest/removed-items.js';
export type { RejectedEvent } from './ingest/resolve-events.js';
export { priceOf, quantityOf } from './line-values.js';
export {
  COUNT_CHECKS,
  type CountCheck,
  checksOf,
  isSuspicious,
  suspiciousSql,
} from './metrics/count-checks.js';
export {
  COUNTS,
  type Count,
  isOfMoney,
  isOfReturns,
  type Measure,
  measureWord,
  RATES,
  type Rate,
  type RateName,
} from './metrics/rates.js';
export {
  finishEventRemovalUnchecked,
  removeEventsUnchecked,
} from './removal/remove-events.js';
export {
  doubleCountsUnchecked,
  type StatedCount,
  triedDoubleCountsUnchecked,
} from './rollups/double-counts.js';
export {
  countReplacedUnchecked,
  replaceCountsUnchecked,
} from './rollups/item-counts.js';
export { lockRollups, type RollupCheck, type RollupService } from './rollups/rollup.service.js';
export {
  holdEventsUnchecked,
  settleStoresUnchecked,
  takeBackCountsUnchecked,
  takeBackEventsUnchecked,
} from './rollups/take-back.js';

export const eventEntities = [EventReject];

/** What visitors did with items: events in, exactly once, and their sums out. */
export function createEvents(dataSource: DataSource) {
  const store = new EventStore(dataSource);
  const rollups = new RollupService(dataSource);
  const funnels = new FunnelService(dataSource);
  const ingestion = new IngestionService(dataSource);
  return {
    store,
    rollups,
    resolvers: [
      new EventResolver(ingestion),
      new EventRejectResolver(ingestion),
      new StoreFunnelResolver(funnels),
      new ItemFunnelResolver(funnels),
    ],
    /** What takes events in. */
    intake: {
      resolvers: [new RecordEventsResolver(store)],
      routes: [segmentRoutes(store)] satisfies FastifyPluginAsync[],
    },
    periodicTasks: [rollUpTask(rollups), forgetRejectsTask(ingestion), forgetRemovedItemsTask(dataSource)],
  };
}

/** Keeps the tail that every report adds up short. */
const rollUpTask = (rollups: RollupService): PeriodicTask => ({
  name: 'roll-up-events',
  everySeconds: 2,
  run: async () => {
    await rollups.rollUpUnchecked();
  },
});

const forgetRejectsTask = (ingestion: IngestionService): PeriodicTask => ({
  name: 'forget-old-rejects',
  everySeconds: 300,
  run: async () => {
    await ingestion.forgetOldRejectsUnchecked();
  },
});

const forgetRemovedItemsTask = (dataSource: DataSource): PeriodicTask => ({
  name: 'forget-removed-items',
  everySeconds: 300,
  run: () => forgetRemovedItemsUnchecked(dataSource),
});
