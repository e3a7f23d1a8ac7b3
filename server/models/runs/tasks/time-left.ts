/** How far some work was at an instant. */
interface Progress {
  /** Of a clock that only goes forward, in milliseconds. */
  readonly atMs: number;
  readonly done: number;
}

/** How far back the rate looks: long enough to even out slow steps, short enough to follow a busy machine. */
const WINDOW_MS = 60_000;
/** A rate over less says nothing: the first steps still warm up. */
const MIN_SPAN_MS = 1_000;
/** Progress closer together than this is not remembered apart. */
const RESOLUTION_MS = 250;

/**
 * Time left of some work at the rate of the last minute. Work that jumps ahead, because it was resumed, counts
 * from where it went on.
 */
export class TimeLeft {
  private readonly recent: Progress[] = [];

  /**
   * Notes how far the work is.
   *
   * @param atMs of a clock that only goes forward, in milliseconds
   * @param done units done so far; never fewer than before
   */
  note({ atMs, done }: Progress): void {
    const last = this.recent.at(-1);
    if (last && this.recent.length > 1 && atMs - this.recent.at(-2)!.atMs < RESOLUTION_MS) this.recent.pop();
    this.recent.push({ atMs, done });
    while (this.recent.length > 2 && atMs - this.recent[1]!.atMs >= WINDOW_MS) this.recent.shift();
  }

  /** @returns seconds until `total` units are done; null until the rate is known */
  seconds(total: number): number | null {
    const [first, last] = [this.recent[0], this.recent.at(-1)];
    if (!first || !last) return null;
    if (last.done >= total) return 0;
    const spanMs = last.atMs - first.atMs;
    const done = last.done - first.done;
    if (spanMs < MIN_SPAN_MS || done <= 0) return null;
    return ((total - last.done) * spanMs) / done / 1000;
  }
}
