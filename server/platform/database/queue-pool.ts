import pg from 'pg';

/**
 * Connections for graphile-worker, which hears of their errors itself until it stops. Its own pools have a moment
 * between that and their end in which a lost connection ends the process. The caller ends the pool.
 */
export function createQueuePool(url: string, size: number, limits: pg.PoolConfig = {}): pg.Pool {
  const ignore = () => {};
  const pool = new pg.Pool({ ...limits, connectionString: url, max: size, application_name: 'toile jobs' });
  return pool.on('error', ignore).on('connect', (client) => client.on('error', ignore));
}
