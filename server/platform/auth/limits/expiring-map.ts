import { LRUCache } from 'lru-cache';

/** Values in memory that each end after a time. It holds a bounded number of keys: the earliest set go first. */
export class ExpiringMap<V> {
  private readonly entries: LRUCache<string, { readonly value: V; readonly endsAt: number }>;

  constructor(maxKeys: number) {
    this.entries = new LRUCache({ max: maxKeys });
  }

  get(key: string): V | undefined {
    const entry = this.entries.peek(key); // to read a key does not make it the latest
    return entry && entry.endsAt > performance.now() ? entry.value : undefined;
  }

  set(key: string, value: V, milliseconds: number): void {
    this.entries.set(key, { value, endsAt: performance.now() + milliseconds });
  }
}
