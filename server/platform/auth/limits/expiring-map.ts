/** Values in memory that each end after a time. It holds a bounded number of keys: the earliest set go first. */
export class ExpiringMap<V> {
  private readonly entries = new Map<string, { readonly value: V; readonly endsAt: number }>();

  constructor(private readonly maxKeys: number) {}

  get(key: string): V | undefined {
    const entry = this.entries.get(key);
    return entry && entry.endsAt > performance.now() ? entry.value : undefined;
  }

  set(key: string, value: V, milliseconds: number): void {
    this.entries.delete(key); // so that the key becomes the latest
    this.entries.set(key, { value, endsAt: performance.now() + milliseconds });
    if (this.entries.size <= this.maxKeys) return;
    const [earliest] = this.entries.keys();
    this.entries.delete(earliest!);
  }
}
