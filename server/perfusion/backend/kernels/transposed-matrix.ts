/** A matrix inside a longer array. */
export interface MatrixPlace {
  readonly rows: number;
  readonly columns: number;
  /** Index of the first number of the matrix. */
  readonly from: number;
  /** Index of the first number of its transpose. */
  readonly to: number;
}

/**
 * Transposes a matrix [rows, columns] of `source` into `target`. Four rows at a time, so that
 * each cache line of the target is filled at once.
 */
export function transposeMatrix(
  source: Float32Array,
  target: Float32Array,
  { rows, columns, from, to }: MatrixPlace,
): void {
  const wholeRows = rows - (rows % 4);
  for (let row = 0; row < wholeRows; row += 4) {
    let read = from + row * columns;
    let write = to + row;
    for (let column = 0; column < columns; column++) {
      target[write] = source[read]!;
      target[write + 1] = source[read + columns]!;
      target[write + 2] = source[read + 2 * columns]!;
      target[write + 3] = source[read + 3 * columns]!;
      read += 1;
      write += rows;
    }
  }
  for (let row = wholeRows; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      target[to + column * rows + row] = source[from + row * columns + column]!;
    }
  }
}
