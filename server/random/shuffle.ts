/** Draws an integer uniform in [0, count). */
export type Below = (count: number) => number;

/** Brings values into a random order, in place; all orders are equally likely (Fisher & Yates, from the end). */
export function shuffle<T>(values: { readonly length: number; [place: number]: T }, below: Below): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = below(last + 1);
    const moved = values[last]!;
    values[last] = values[other]!;
    values[other] = moved;
  }
}
