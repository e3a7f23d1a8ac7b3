/** Remembers the results that were used last, at most `capacity` of them, so that what lives long does not grow. */
export class Recent<T> {
  private readonly values = new Map<string, T>();

  constructor(private readonly capacity: number) {}

  get(key: string): T | undefined {
    const value = this.values.get(key);
    if (value !== undefined) this.keep(key, value);
    return value;
  }

  /** Remembers a result and forgets the one that was not used for longest, if there are too many. */
  keep(key: string, value: T): void {
    this.values.delete(key);
    this.values.set(key, value);
    if (this.values.size > this.capacity) this.values.delete(this.values.keys().next().value!);
  }

  /** @returns what is remembered, or the result of `compute`, which is then remembered */
  getOr(key: string, compute: () => T): T {
    const found = this.get(key);
    if (found !== undefined) return found;
    const value = compute();
    this.keep(key, value);
    return value;
  }
}
