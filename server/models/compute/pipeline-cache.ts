/** Something in memory that is freed explicitly. */
export interface Disposable {
  dispose(): void;
}

interface Entry {
  readonly value: Disposable;
  readonly byteSize: number;
}

/** Keeps what was opened last, as far as it fits into a number of bytes; what no longer fits is disposed. */
export class PipelineCache {
  private readonly entries = new Map<string, Entry>(); // the one used longest ago first

  constructor(private readonly byteLimit: number) {}

  /**
   * What is kept under a key, or what `open` makes. Room for it is made first. Something larger than everything that
   * may be kept stays alone.
   *
   * @param key names one kind of thing only
   */
  get<T extends Disposable>(key: string, byteSize: number, open: () => T): T {
    const entry = this.entries.get(key) ?? this.add(byteSize, open);
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value as T; // the key says so
  }

  private add(byteSize: number, open: () => Disposable): Entry {
    for (const [key, { value }] of this.entries) {
      if (this.byteSize() + byteSize <= this.byteLimit) break;
      this.entries.delete(key);
      value.dispose();
    }
    return { value: open(), byteSize };
  }

  private byteSize(): number {
    return [...this.entries.values()].reduce((sum, { byteSize }) => sum + byteSize, 0);
  }
}
