import type { DataSource } from 'typeorm';
import {
  type CurrentWorkspace,
  ExcludedStoreResolver,
  LiftResolver,
  type LoadStore,
  StoreLiftResolver,
} from './lift.resolver.js';
import { LiftService } from './lift.service.js';

interface LiftDependencies {
  readonly dataSource: DataSource;
  readonly currentWorkspace: CurrentWorkspace;
  readonly loadStore: LoadStore;
}

/** The front door: same-store lift of AI-generated over human-designed items. */
export const createLift = ({ dataSource, currentWorkspace, loadStore }: LiftDependencies) => ({
  resolvers: [
    new LiftResolver(new LiftService(dataSource), currentWorkspace),
    new StoreLiftResolver(loadStore),
    new ExcludedStoreResolver(loadStore),
  ],
});
