import { ModelError } from '../../model-error.js';

const MAX_NAMED = 20;

/** Collects what is wrong with the rows of a file, so that all of it can be mended at once. */
export class BadRows {
  private readonly problems: string[] = [];

  /**
   * @param origin the file, for messages
   * @param unit   what its rows are called, e.g. `line`
   */
  constructor(
    private readonly origin: string,
    private readonly unit: string,
  ) {}

  /** @param row counted from 1 */
  add(row: number, problem: string): void {
    this.problems.push(`${this.unit} ${row}: ${problem}`);
  }

  /** Runs a check of one row and notes the message of its ModelError. @returns its result, or null */
  async collect<T>(row: number, check: () => T | Promise<T>): Promise<T | null> {
    try {
      return await check();
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      this.add(row, error.message);
      return null;
    }
  }

  /** @throws {ModelError} naming the rows, if there are any; at most 20 in words, the others counted */
  refuse(): void {
    if (this.problems.length === 0) return;
    const named = this.problems.slice(0, MAX_NAMED).join('; ');
    const others = this.problems.length - MAX_NAMED;
    throw new ModelError(
      `${this.origin} has rows that cannot be used. ${named}${others > 0 ? `; and ${others} more` : ''}.`,
    );
  }
}
