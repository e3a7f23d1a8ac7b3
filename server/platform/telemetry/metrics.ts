import { collectDefaultMetrics, Registry } from 'prom-client';

/** A registry of Prometheus metrics, with those of the Node process in it. */
export function createMetrics(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}
