import DataLoader from 'dataloader';
import type { Store } from '../catalog/index.js';
import { perRequest } from '../platform/index.js';
import { ExcludedStoreResolver, LiftResolver, StoreLiftResolver } from './lift.resolver.js';
import { LiftService, type LiftServiceOptions } from './lift.service.js';

/** The front door: same-store lift of AI-generated over human-designed items. */
export function createLift(options: LiftServiceOptions) {
  const storesById = perRequest(
    () => new DataLoader<string, Store>((ids) => options.stores.listByIdsUnchecked(ids)),
  );
  return {
    resolvers: [
      new LiftResolver(new LiftService(options)),
      new StoreLiftResolver(storesById),
      new ExcludedStoreResolver(storesById),
    ],
  };
}
