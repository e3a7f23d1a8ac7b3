import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { queueConnection } from '../../database/queue-pool.js';
import type { Logger } from '../../telemetry/logger.js';

const RECONNECT_MS = 500;

/** Classes of advisory locks. */
export const JOB_LOCK = 7_003;
export const PERIODIC_LOCK = 7_004;

interface ChannelEvents {
  /** Somebody cancels this job while it runs. */
  cancelling: [string];
  /** Every lock is gone, and another process may take over. */
  lost: [];
}

/**
 * One connection that a process keeps to itself: it hears of every change of a job, in whatever process, and it
 * holds the locks that say which jobs this process runs. PostgreSQL frees them when the process dies. It
 * reconnects by itself.
 */
export class JobChannel extends EventEmitter<ChannelEvents> {
  /** Emits under the id of a job whenever it changes, or may have changed unheard. */
  readonly changes = new EventEmitter().setMaxListeners(0); // one for every subscriber

  private client: pg.Client | null = null;
  private opening: Promise<void> | null = null;
  private closed = false;
  private lastAnswer: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly url: string,
    private readonly log: Logger,
  ) {
    super();
  }

  /** Whether it hears and holds locks now. */
  get isOpen(): boolean {
    return this.client !== null;
  }

  /** Connects unless it has; resolves when the channel hears. */
  open(): Promise<void> {
    this.opening ??= this.connect();
    return this.opening;
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.client?.end().catch(() => {});
  }

  /** False when another process holds the lock, or while there is no connection. */
  async tryLock(kind: number, key: number): Promise<boolean> {
    const locked = await this.ask('SELECT pg_try_advisory_lock($1, $2) AS answer', [kind, key]);
    return locked === true;
  }

  async unlock(kind: number, key: number): Promise<void> {
    await this.ask('SELECT pg_advisory_unlock($1, $2) AS answer', [kind, key]).catch(() => {});
  }

  /** One question after the other: a connection takes no two at a time. */
  private ask(sql: string, values: readonly unknown[]): Promise<unknown> {
    const answer = this.lastAnswer.then(async () => {
      const result = await this.client?.query(sql, [...values]);
      return result?.rows[0].answer;
    });
    this.lastAnswer = answer.catch(() => {});
    return answer;
  }

  private async connect(): Promise<void> {
    while (!this.closed) {
      const client = new pg.Client({ ...queueConnection(this.url), keepAlive: true });
      try {
        client.on('error', (error) => this.log.debug({ err: error }, 'the job channel broke'));
        client.on('notification', ({ payload }) => this.hear(JSON.parse(payload ?? '')));
        await client.connect();
        await client.query('LISTEN toile_jobs');
        client.once('end', () => this.lose());
        this.client = client;
        for (const id of this.changes.eventNames()) this.changes.emit(id);
        return;
      } catch (error) {
        this.log.debug({ err: error }, 'the job channel cannot connect');
        await client.end().catch(() => {});
        await sleep(RECONNECT_MS);
      }
    }
  }

  private hear({ id, cancelling }: { id: string; cancelling: boolean }): void {
    this.changes.emit(id);
    if (cancelling) this.emit('cancelling', id);
  }

  private lose(): void {
    this.client = null;
    this.emit('lost');
    this.opening = this.closed ? null : this.connect();
  }
}

/** Folds an id into the 31 bits of a lock's key. */
export const lockKey = (id: string) => Number(BigInt(id) & 0x7fffffffn);
