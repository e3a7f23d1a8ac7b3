/** Draws an integer uniform in [0, count). */
export type Below = (count: number) => number;

interface MutableList<T> {
  readonly length: number;
  [place: number]: T;
}

/** Brings values into a random order, in place; all orders are equally likely (Fisher & Yates, from the end). */
export function shuffle<T>(values: MutableList<T>, below: Below): void {
  for (let last = values.length - 1; last > 0; last--) swap(values, last, below(last + 1));
}

/** The values in a random order. */
export function shuffled<T>(values: readonly T[], below: Below): T[] {
  const result = [...values];
  shuffle(result, below);
  return result;
}

/** Moves a random `count` of the values to the front, in place: Fisher & Yates from the start, stopped there. */
export function drawToFront<T>(values: MutableList<T>, count: number, below: Below): void {
  for (let place = 0; place < count; place++) swap(values, place, place + below(values.length - place));
}

/** At most `count` of the values, none twice, in random order. */
export function someOf<T>(values: readonly T[], count: number, below: Below): T[] {
  const rest = [...values];
  return Array.from(
    { length: Math.min(count, rest.length) },
    () => rest.splice(below(rest.length), 1)[0] as T,
  );
}

function swap<T>(values: MutableList<T>, one: number, other: number): void {
  const moved = values[one] as T;
  values[one] = values[other] as T;
  values[other] = moved;
}
