/** The error of impossible input, naming the argument, what it must be and what came instead. */
export const invalidArgument = (name: string, requirement: string, actual: number) =>
  new RangeError(`${name} must be ${requirement}, got ${actual}`);

/** @throws {RangeError} if `confidence` is not strictly between 0 and 1 */
export function requireConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) throw invalidArgument('confidence', 'in (0, 1)', confidence);
}

/** @throws {RangeError} if `value` is NaN, infinite or below zero */
export function requireTotal(name: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value)))
    throw invalidArgument(name, 'a finite number of at least 0', value);
}
