import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import { rateLimited } from '../../errors/domain-error.js';
import { hashToken } from '../tokens.js';
import { ExpiringMap } from './expiring-map.js';

export interface AttemptLimitOptions {
  readonly dataSource: DataSource;
  /** Tells the keys of this limit from those of the others. */
  readonly name: string;
  /** Attempts in one window. */
  readonly maximum: number;
  readonly windowSeconds: number;
}

/** How long a key above the limit is refused from memory; another process may give attempts back in this time. */
const MEMORY_MS = 10_000;
/** Keys that one process remembers. */
const MAX_REMEMBERED = 10_000;
/** When to come back if only attempts under way fill the limit: they may turn out to be right. */
const IN_FLIGHT_MS = 5_000;

/**
 * Counts attempts by key, in windows that begin with a key's first attempt. The counts are in the database, so that
 * they hold for every process and over restarts; a key above the limit is refused from memory for a while, so that a
 * flood costs no queries. Keys are stored as hashes: they hold what strangers typed.
 */
export class AttemptLimit {
  private readonly limiter: RateLimiterPostgres;
  private readonly maximum: number;
  /** When the windows of keys above the limit end, in milliseconds since 1970. */
  private readonly blocked = new ExpiringMap<number>(MAX_REMEMBERED);
  /** Attempts of this process that are counted and not decided yet. */
  private readonly inFlight = new Map<string, number>();

  constructor({ dataSource, name, maximum, windowSeconds }: AttemptLimitOptions) {
    this.maximum = maximum;
    this.limiter = new RateLimiterPostgres({
      storeClient: dataSource,
      storeType: 'typeorm',
      tableName: 'attempts',
      tableCreated: true,
      clearExpiredByTimeout: false, // `forgetAttempts` does, in one process at a time
      keyPrefix: name,
      points: maximum,
      duration: windowSeconds,
    });
  }

  /**
   * Counts an attempt that failed.
   *
   * @throws {DomainError} RATE_LIMITED when there were too many
   */
  async take(key: string): Promise<void> {
    refuse(await this.tryTake(key));
  }

  /** @returns null if the attempt was counted; else in how many milliseconds one will be */
  async tryTake(key: string): Promise<number | null> {
    return (await this.wait(key)) ?? this.count(key);
  }

  /**
   * Only reads, and only once in a while for a key above the limit.
   *
   * @throws {DomainError} RATE_LIMITED when there were too many
   */
  async check(key: string): Promise<void> {
    refuse(await this.wait(key));
  }

  /**
   * Counts an attempt before it is made, so that attempts made at once cannot slip through: `settle` it afterwards.
   * Call `check` first.
   *
   * @throws {DomainError} RATE_LIMITED when there were too many
   */
  async begin(key: string): Promise<void> {
    this.addInFlight(key, 1);
    try {
      refuse(await this.count(key));
    } catch (error) {
      this.addInFlight(key, -1);
      throw error;
    }
  }

  /** Decides an attempt that was begun: one that was right does not count. */
  async settle(key: string, { isRight }: { isRight: boolean }): Promise<void> {
    this.addInFlight(key, -1);
    if (isRight) await this.limiter.reward(hashToken(key));
  }

  /** In how many milliseconds an attempt will be counted again; null for now. */
  async wait(key: string): Promise<number | null> {
    const endsAt = this.blocked.get(key);
    if (endsAt !== undefined) return Math.max(1, endsAt - Date.now());
    const inFlight = this.inFlight.get(key) ?? 0;
    const found = await this.limiter.get(hashToken(key));
    if (!found || found.consumedPoints < this.maximum) return null;
    const undecided = Math.max(inFlight, this.inFlight.get(key) ?? 0);
    if (found.consumedPoints - undecided < this.maximum) return Math.min(IN_FLIGHT_MS, found.msBeforeNext);
    const waitMs = found.msBeforeNext;
    this.blocked.set(key, Date.now() + waitMs, Math.min(waitMs, MEMORY_MS));
    return waitMs;
  }

  private async count(key: string): Promise<number | null> {
    const id = hashToken(key);
    const { consumedPoints, msBeforeNext } = await this.limiter.penalty(id);
    if (consumedPoints <= this.maximum) return null;
    await this.limiter.reward(id);
    const undecided = Math.max(1, this.inFlight.get(key) ?? 0); // with this one
    return consumedPoints - undecided < this.maximum ? Math.min(IN_FLIGHT_MS, msBeforeNext) : msBeforeNext;
  }

  private addInFlight(key: string, change: number): void {
    const count = (this.inFlight.get(key) ?? 0) + change;
    if (count === 0) this.inFlight.delete(key);
    else this.inFlight.set(key, count);
  }
}

/** Removes the counts of windows that are over. */
export async function forgetAttempts({ manager }: DataSource): Promise<void> {
  await manager.query('DELETE FROM attempts WHERE expire <= $1', [Date.now()]);
}

function refuse(waitMs: number | null): void {
  if (waitMs === null) return;
  const seconds = Math.ceil(waitMs / 1000);
  throw rateLimited(`Too many attempts: try again in ${seconds} seconds`, seconds);
}
