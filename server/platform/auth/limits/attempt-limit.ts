import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import { rateLimited } from '../../errors/domain-error.js';
import { hashToken } from '../tokens.js';

export interface AttemptLimitOptions {
  readonly dataSource: DataSource;
  /** Tells the keys of this limit from those of the others. */
  readonly name: string;
  /** Attempts in one window. */
  readonly maximum: number;
  readonly windowSeconds: number;
}

/**
 * Counts attempts by key, in windows that begin with a key's first attempt. The counts are in the database, so that
 * they hold for every process and over restarts. Keys are stored as hashes: they hold what strangers typed.
 */
export class AttemptLimit {
  private readonly limiter: RateLimiterPostgres;
  private readonly maximum: number;

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
   * Counts an attempt before it is made, so that attempts made at once cannot slip through.
   *
   * @throws {DomainError} RATE_LIMITED when there were too many
   */
  async take(key: string): Promise<void> {
    const waitMs = await this.tryTake(key);
    if (waitMs === null) return;
    const seconds = Math.ceil(waitMs / 1000);
    throw rateLimited(`Too many attempts: try again in ${seconds} seconds`, seconds);
  }

  /** @returns null where the attempt was counted; else in how many milliseconds one will be */
  async tryTake(key: string): Promise<number | null> {
    const id = hashToken(key);
    const before = await this.limiter.get(id); // a flood above the limit only reads
    if (before && before.consumedPoints >= this.maximum) return before.msBeforeNext;
    const { consumedPoints, msBeforeNext } = await this.limiter.penalty(id);
    if (consumedPoints <= this.maximum) return null;
    await this.limiter.reward(id);
    return msBeforeNext;
  }

  /** One attempt of a key was honest after all; the others still count. */
  async giveBack(key: string): Promise<void> {
    await this.limiter.reward(hashToken(key));
  }
}

/** Removes the counts of windows that are over. */
export async function forgetAttempts({ manager }: DataSource): Promise<void> {
  await manager.query('DELETE FROM attempts WHERE expire <= $1', [Date.now()]);
}
