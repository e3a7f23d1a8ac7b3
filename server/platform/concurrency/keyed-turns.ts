import { type TurnLimits, Turns } from './turns.js';

interface Line {
  readonly turns: Turns;
  /** Works that are under way or wait. */
  count: number;
}

/** Turns by key: the works of one key wait for each other only. */
export class KeyedTurns {
  private readonly lines = new Map<string, Line>();

  /** @param limits of one key */
  constructor(private readonly limits: TurnLimits) {}

  /** @throws {DomainError} RATE_LIMITED if too many works of the key wait; else what the work throws */
  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const line = this.lines.get(key) ?? { turns: new Turns(this.limits), count: 0 };
    this.lines.set(key, line);
    line.count += 1;
    try {
      return await line.turns.take(work);
    } finally {
      line.count -= 1;
      if (line.count === 0) this.lines.delete(key);
    }
  }
}
