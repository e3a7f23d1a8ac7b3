import { LRUCache } from 'lru-cache';

/** Something in memory that is freed explicitly. */
export interface Disposable {
  dispose(): void;
}

/** Keeps what was opened last, as far as it fits into a number of bytes; what no longer fits is disposed. */
export class PipelineCache {
  /** It only counts: what has to go is decided here, before something is opened. */
  private readonly opened = new LRUCache<string, Disposable>({
    maxSize: Number.MAX_SAFE_INTEGER,
    dispose: (value) => value.dispose(),
  });

  constructor(private readonly maxBytes: number) {}

  /**
   * What is kept under a key, or what `open` makes. Room for it is made first. Something larger than everything that
   * may be kept stays alone.
   *
   * @param key names one kind of thing only
   */
  get<T extends Disposable>(key: string, byteSize: number, open: () => T): T {
    const known = this.opened.get(key);
    if (known) return known as T; // the key says so
    while (this.opened.size > 0 && this.opened.calculatedSize + byteSize > this.maxBytes) this.opened.pop();
    const value = open();
    this.opened.set(key, value, { size: Math.max(1, byteSize) });
    return value;
  }
}
