import { EventEmitter } from 'node:events';
import pg from 'pg';
import { currentWork, type Purpose } from './purpose.js';
import { type Release, releaseOf } from './stoppable-client.js';
import { ClientGoneError } from './stopped-statement.js';
import { TIME_LIMITS } from './time-limits.js';

/** One for a transaction or a lock, and one for what is done under it. */
const CONNECTIONS_A_JOB = 2;

type Connected = (error?: Error, client?: pg.PoolClient, release?: Release) => void;

/**
 * The pool that TypeORM is given: a pool for each purpose, with its own connections and time limits. So events and
 * health never wait for reports, although all of them share the services. Requests hold at most `max` connections, half
 * of them kept for ingestion; jobs hold at most as many again, or two for each if that is more.
 *
 * Work that holds a connection must not ask for another one of the same purpose: if all of it did, none would go on.
 * Jobs may ask for one more, which their number of connections allows.
 */
export class PurposePool extends EventEmitter {
  private readonly pools: Readonly<Record<Purpose, pg.Pool>>;

  constructor({ max = 10, jobs = 0, ...options }: pg.PoolConfig & { readonly jobs?: number }) {
    super();
    const half = Math.max(1, Math.floor(max / 2));
    const poolOf = (purpose: Purpose, size: number) =>
      new pg.Pool({ ...options, ...TIME_LIMITS[purpose], max: size }).on('error', (error) =>
        this.emit('error', error),
      );
    this.pools = {
      request: poolOf('request', Math.max(1, max - half)),
      ingestion: poolOf('ingestion', half),
      job: poolOf('job', Math.max(max, jobs * CONNECTIONS_A_JOB)),
    };
  }

  /** A client for the purpose of the caller. It fails for a caller whose own client went away. */
  connect(callback: Connected): void {
    const { purpose, signal } = currentWork();
    this.pools[purpose].connect((error, client, release) => {
      if (!client || !signal) callback(error, client, release);
      else if (!signal.aborted) callback(undefined, client, releaseOf(client, signal, this.cancel));
      else {
        release();
        callback(new ClientGoneError());
      }
    });
  }

  /** One statement on a connection for the purpose of the caller. */
  query(statement: pg.QueryConfig): Promise<pg.QueryResult> {
    return this.pools[currentWork().purpose].query(statement);
  }

  end(callback: (error?: Error) => void): void {
    const ends = Object.values(this.pools).map((pool) => pool.end());
    Promise.all(ends).then(() => callback(), callback);
  }

  /** It says nothing where it fails: the time limit stops the statement then. */
  private readonly cancel = async (processId: number): Promise<void> => {
    await this.pools.ingestion.query('SELECT pg_cancel_backend($1)', [processId]).catch(() => {});
  };
}
