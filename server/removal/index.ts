import { RemovalResolver } from './removal.resolver.js';
import { RemovalService, type RemovalServiceOptions } from './removal.service.js';
import { removalTasks } from './removal-tasks.js';

export type { RemovalContents } from './removal-contents.type.js';
export { type Removal, removeUnchecked } from './remove-scope.js';
export { SIMULATION_LOCK, simulationsHeld } from './simulation-lock.js';

/** Deletes stores and workspaces with all that belongs to them. */
export function createRemoval(options: RemovalServiceOptions) {
  const service = new RemovalService(options);
  return { service, resolvers: [new RemovalResolver(service)], tasks: removalTasks(service) };
}
