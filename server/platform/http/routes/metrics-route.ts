import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Histogram, type Registry } from 'prom-client';
import { type AccessRule, authorize } from '../../access/authorize.js';
import { Scope } from '../../access/viewer.js';
import { isFromThisMachine } from './is-from-this-machine.js';

/** Administrators and keys that read, from elsewhere than this machine. */
const SEE_METRICS: AccessRule = { scopes: [Scope.READ] };

/** Measures every request by route template. */
export function measureRequests(app: FastifyInstance, registry: Registry): void {
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the end of its answer, in seconds.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
    };
    duration.observe(labels, reply.elapsedTime / 1000);
  });
}

/** Shows all metrics to Prometheus: on this machine without a key. */
export function metricsRoute(app: FastifyInstance, registry: Registry): void {
  app.get('/metrics', { logLevel: 'silent', config: { rateLimit: false } }, async (request, reply) => {
    refuseStrangers(request);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

function refuseStrangers(request: FastifyRequest): void {
  if (!isFromThisMachine(request)) authorize(request.viewer, SEE_METRICS);
}
