import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import { VERSION } from '../../config/version.js';
import { databaseAnswers } from '../../database/database-answers.js';

const CONTENT_TYPE = 'application/health+json';

export interface HealthOptions {
  readonly dataSource: DataSource;
  /** True from the signal to stop until the last answer. */
  readonly isDraining: () => boolean;
}

/**
 * Liveness without dependencies and readiness with the database, in the format of the health check draft.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-inadarei-api-health-check-06
 */
export async function healthRoutes(
  app: FastifyInstance,
  { dataSource, isDraining }: HealthOptions,
): Promise<void> {
  app.get('/health/live', async (_request, reply) =>
    reply.header('cache-control', 'no-store').type(CONTENT_TYPE).send({ status: 'pass', version: VERSION }),
  );
  const checkDatabase = sharing(() => databaseCheck(dataSource));
  app.get('/health/ready', async (_request, reply) => {
    const database = await checkDatabase();
    const status = isDraining() || database.status === 'fail' ? 'fail' : 'pass';
    const checks = { 'postgres:responseTime': [database] };
    return reply
      .code(status === 'pass' ? 200 : 503)
      .header('cache-control', 'no-store')
      .type(CONTENT_TYPE)
      .send({ status, version: VERSION, ...(isDraining() ? { output: 'shutting down' } : {}), checks });
  });
}

async function databaseCheck(dataSource: DataSource) {
  const component = { componentType: 'datastore', observedUnit: 'ms' };
  const start = performance.now();
  const answered = await databaseAnswers(dataSource);
  const observedValue = Math.round(performance.now() - start);
  return { ...component, status: answered ? 'pass' : 'fail', observedValue };
}

/** Who asks while a check is under way is given its answer: requests without a viewer must not fill the connections. */
function sharing<T>(check: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | null = null;
  return () => {
    underWay ??= check().finally(() => {
      underWay = null;
    });
    return underWay;
  };
}
