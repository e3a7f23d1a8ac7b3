import DataLoader from 'dataloader';
import type { Store } from '../catalog/index.js';
import { perRequest } from '../platform/index.js';
import {
  type CurrentWorkspace,
  ExcludedStoreResolver,
  LiftResolver,
  StoreLiftResolver,
} from './lift.resolver.js';
import { LiftService, type LiftServiceOptions } from './lift.service.js';

interface LiftOptions extends LiftServiceOptions {
  readonly currentWorkspace: CurrentWorkspace;
}

/** The front door: same-store lift of AI-generated over human-designed items. */
export function createLift({ currentWorkspace, ...options }: LiftOptions) {
  const storesById = perRequest(() => new DataLoader<string, Store>((ids) => options.stores.listByIds(ids)));
  return {
    resolvers: [
      new LiftResolver(new LiftService(options), currentWorkspace),
      new StoreLiftResolver(storesById),
      new ExcludedStoreResolver(storesById),
    ],
  };
}
