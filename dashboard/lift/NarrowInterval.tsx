import { formatInterval } from '../format/numbers.js';

export interface NarrowIntervalProps {
  readonly lower: number | null;
  readonly upper: number | null;
  readonly reason: string | null;
}

/** The interval below the name of a row, on screens too narrow for a column of its own. */
export function NarrowInterval({ lower, upper, reason }: NarrowIntervalProps) {
  return (
    <span className="narrow-interval">
      {lower === null || upper === null ? reason : formatInterval(lower, upper)}
    </span>
  );
}
