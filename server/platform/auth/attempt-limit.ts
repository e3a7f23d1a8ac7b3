import { rateLimited } from '../errors/domain-error.js';

interface Attempts {
  count: number;
  readonly until: number;
}

export interface AttemptLimitConfig {
  /** Attempts in one window. */
  readonly maximum: number;
  readonly windowMs: number;
  /** Milliseconds since any fixed instant. */
  readonly now: () => number;
}

/** Keys remembered at most; the oldest are forgotten first, so that memory stays bounded under attack. */
const CAPACITY = 100_000;

/** Counts attempts by key in this process, in windows that begin with a key's first attempt. */
export class AttemptLimit {
  private readonly attempts = new Map<string, Attempts>();

  constructor(private readonly config: AttemptLimitConfig) {}

  /**
   * Counts an attempt before it is made, so that attempts made at once cannot slip through.
   *
   * @throws {DomainError} RATE_LIMITED when there were too many
   */
  take(key: string): void {
    const { maximum, windowMs, now } = this.config;
    const known = this.attempts.get(key);
    const attempts = known && known.until > now() ? known : { count: 0, until: now() + windowMs };
    if (attempts.count >= maximum) {
      const seconds = Math.ceil((attempts.until - now()) / 1000);
      throw rateLimited(`Too many attempts: try again in ${seconds} seconds`);
    }
    attempts.count += 1;
    this.attempts.delete(key); // so that the order of the map is the order of use
    this.attempts.set(key, attempts);
    if (this.attempts.size > CAPACITY) this.attempts.delete(this.attempts.keys().next().value!);
  }

  /** One attempt of a key was honest after all; the others still count. */
  giveBack(key: string): void {
    const attempts = this.attempts.get(key);
    if (attempts && attempts.count > 0) attempts.count -= 1;
  }

  /** The attempts of a key were honest after all. */
  forget(key: string): void {
    this.attempts.delete(key);
  }
}
