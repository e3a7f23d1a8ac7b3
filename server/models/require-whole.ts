import { invalidInput } from '../platform/index.js';

/** @throws DomainError INVALID_INPUT unless `value` is a whole number from `least` to `most` */
export function requireWhole(
  name: string,
  value: number,
  { least, most }: { readonly least: number; readonly most: number },
): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw invalidInput(`${name} must be a whole number from ${least} to ${most}, but is ${value}`);
}
