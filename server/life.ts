/** Something that is open, and what closes it before the end of the process. */
export interface Held<T> {
  readonly value: T;
  release(): Promise<void>;
}

type Release = (signal: NodeJS.Signals | null) => Promise<unknown>;

/** What a process holds from its start until its end. */
export class Life {
  private readonly controller = new AbortController();
  private readonly releases = new Set<Release>();
  private ending: Promise<void> | undefined;

  /** Aborts when the process is asked to stop. */
  readonly signal = this.controller.signal;

  /**
   * Opens something that has to be closed. Closing is registered before anything is opened, and waits for the opening.
   * What cannot be opened is forgotten.
   *
   * @throws what `open` throws, which then has to leave nothing open
   * @throws the reason of `signal` once the process is asked to stop
   */
  async hold<T>(
    open: () => Promise<T>,
    close: (held: T, signal: NodeJS.Signals | null) => Promise<unknown>,
  ): Promise<Held<T>> {
    this.signal.throwIfAborted();
    const opening = open();
    const release: Release = async (signal) => {
      const held = await opening.then(
        (value) => ({ value }),
        () => null,
      );
      if (held) await close(held.value, signal);
    };
    this.releases.add(release);
    try {
      const value = await opening;
      return { value, release: () => release(null).then(() => void this.releases.delete(release)) };
    } catch (error) {
      this.releases.delete(release);
      throw error;
    }
  }

  askToStop(): void {
    this.controller.abort(new Error('The process is asked to stop'));
  }

  /**
   * Closes everything, the last thing first, whatever fails on the way.
   *
   * @param complain hears of what fails
   */
  end(signal: NodeJS.Signals | null, complain: (error: unknown) => void): Promise<void> {
    this.ending ??= this.release(signal, complain);
    return this.ending;
  }

  private async release(signal: NodeJS.Signals | null, complain: (error: unknown) => void): Promise<void> {
    for (const close of [...this.releases].reverse()) await close(signal).catch(complain);
  }
}
