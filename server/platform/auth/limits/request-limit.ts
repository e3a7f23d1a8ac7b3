import { rateLimited } from '../../errors/domain-error.js';
import { ExpiringMap } from './expiring-map.js';

const WINDOW_MS = 60_000;
/** Keys that one process counts at the same time. */
const MAX_KEYS = 10_000;

interface Window {
  count: number;
  readonly endsAt: number;
}

/**
 * Counts requests by key in the memory of one process, in windows of a minute that begin with a key's first request.
 */
export class RequestLimit {
  private readonly windows = new ExpiringMap<Window>(MAX_KEYS);

  /** @param maximum requests in one window */
  constructor(private readonly maximum: number) {}

  /** @throws {DomainError} RATE_LIMITED when there were too many */
  take(key: string): void {
    const window = this.windows.get(key) ?? this.open(key);
    window.count += 1;
    if (window.count <= this.maximum) return;
    const seconds = Math.max(1, Math.ceil((window.endsAt - performance.now()) / 1000));
    throw rateLimited(`Too many requests: try again in ${seconds} seconds`, seconds);
  }

  private open(key: string): Window {
    const window = { count: 0, endsAt: performance.now() + WINDOW_MS };
    this.windows.set(key, window, WINDOW_MS);
    return window;
  }
}
