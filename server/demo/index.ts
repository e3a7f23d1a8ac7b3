import { DemoResolver } from './demo.resolver.js';
import { DemoService, type DemoServiceOptions } from './demo.service.js';
import { loadDemoTask } from './load-demo-task.js';

export type { LoadedDemo } from './demo.service.js';
export { DEMO_SEED_RANGE, DEMO_SETTINGS, DEMO_TRUTH } from './demo-world.js';
export { garmentDrawer } from './image-drawer.js';

/** A workspace of simulated shops with known truth, filled through the doors of the domains. */
export function createDemo(options: DemoServiceOptions) {
  const service = new DemoService(options);
  return {
    service,
    resolvers: [new DemoResolver(service)],
    tasks: [loadDemoTask(service)],
  };
}
