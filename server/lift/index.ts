import DataLoader from 'dataloader';
import type { Store } from '../catalog/index.js';
import { type AuditLog, perRequest } from '../platform/index.js';
import { ItemPerformanceResolver } from './items/item-performance.resolver.js';
import { ItemPerformanceService } from './items/item-performance.service.js';
import {
  EstimateExclusionResolver,
  ExcludedStoreResolver,
  LiftResolver,
  StoreLiftResolver,
} from './lift.resolver.js';
import { LiftService, type LiftServiceOptions } from './lift.service.js';
import { LiftView } from './views/lift-view.entity.js';
import { LiftViewResolver } from './views/lift-view.resolver.js';
import { LiftViewService } from './views/lift-view.service.js';

export const liftEntities = [LiftView];

export interface LiftOptions extends LiftServiceOptions {
  readonly audit: AuditLog;
}

/** The front door: same-store lift of AI-generated over human-designed items, item by item too, and saved views. */
export function createLift(options: LiftOptions) {
  const storesById = perRequest(
    () => new DataLoader<string, Store>((ids) => options.stores.listByIdsUnchecked(ids)),
  );
  return {
    resolvers: [
      new LiftResolver(new LiftService(options)),
      new StoreLiftResolver(storesById),
      new EstimateExclusionResolver(storesById),
      new ExcludedStoreResolver(storesById),
      new ItemPerformanceResolver(new ItemPerformanceService(options)),
      new LiftViewResolver(new LiftViewService(options.dataSource, options.audit)),
    ],
  };
}
