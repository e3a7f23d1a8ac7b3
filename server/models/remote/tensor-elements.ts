import { invalidInput } from '../../platform/index.js';
import type { Tensor } from './inference-protocol.js';

/**
 * The elements of a tensor in one list, however they were nested.
 *
 * @throws {DomainError} INVALID_INPUT where their number is not what the shape says
 */
export function elementsOf({ name, shape, data }: Tensor): unknown[] {
  const elements = data.flat(Number.POSITIVE_INFINITY);
  const expected = shape.reduce((product, size) => product * size, 1);
  if (elements.length === expected) return elements;
  throw invalidInput(
    `The tensor "${name}" has the shape [${shape}], so ${expected} elements, but ${elements.length} were sent`,
  );
}

/** @throws {DomainError} INVALID_INPUT where an element is no text */
export const textsOf = (tensor: Tensor): string[] =>
  elementsOf(tensor).map((element) => {
    if (typeof element === 'string') return element;
    throw invalidInput(`The tensor "${tensor.name}" must hold texts`);
  });

/**
 * Numbers, of which whole ones may be written as texts, as 64-bit numbers often are.
 *
 * @throws {DomainError} INVALID_INPUT for anything else, and for what JSON cannot hold exactly: NaN, infinities,
 *   whole numbers beyond 2^53
 */
export const numbersOf = (tensor: Tensor): number[] =>
  elementsOf(tensor).map((element) => {
    const number = typeof element === 'string' && /^-?\d{1,20}$/.test(element) ? Number(element) : element;
    if (typeof number === 'number' && Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER)
      return number;
    throw invalidInput(
      `The tensor "${tensor.name}" must hold finite numbers of at most 2^53, not ${JSON.stringify(element)}`,
    );
  });
