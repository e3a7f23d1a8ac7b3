import pg from 'pg';
import { TIME_LIMITS } from './time-limits.js';

/** A connection on which jobs are fetched, heard of and locked; their work has connections of its own. */
export const queueConnection = (url: string): pg.ClientConfig => ({
  connectionString: url,
  application_name: 'toile jobs',
  ...TIME_LIMITS.queue,
});

/**
 * Connections for graphile-worker, which hears of their errors itself until it stops. Its own pools have a moment
 * between that and their end in which a lost connection ends the process. The caller ends the pool.
 */
export function createQueuePool(url: string, size: number, limits: pg.PoolConfig = {}): pg.Pool {
  const ignore = () => {};
  const pool = new pg.Pool({ ...queueConnection(url), ...limits, max: size });
  return pool.on('error', ignore).on('connect', (client) => client.on('error', ignore));
}
