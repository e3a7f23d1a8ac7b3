type Release = (signal: NodeJS.Signals | null) => Promise<unknown>;

/** What a process holds from its start until its end. */
export class Life {
  private readonly controller = new AbortController();
  private readonly releases: Release[] = [];
  private ending: Promise<void> | undefined;

  /** Aborts when the process is asked to stop. */
  readonly signal = this.controller.signal;

  /**
   * Opens something that has to be closed. Closing is registered before anything is opened, and waits for the opening.
   *
   * @throws what `open` throws, which then has to leave nothing open
   * @throws the reason of `signal` once the process is asked to stop
   */
  async hold<T>(open: () => Promise<T>, close: (held: T, signal: NodeJS.Signals | null) => Promise<unknown>) {
    this.signal.throwIfAborted();
    const opening = open();
    this.releases.push(async (signal) => {
      const held = await opening.then(
        (value) => ({ value }),
        () => null,
      );
      if (held) await close(held.value, signal);
    });
    return opening;
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
    for (const close of this.releases.reverse()) await close(signal).catch(complain);
  }
}
