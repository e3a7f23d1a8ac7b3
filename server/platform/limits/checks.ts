import { z } from 'zod';
import { type NumberKind, type Range, rangeFault } from '../../random/index.js';
import { invalidInput } from '../errors/domain-error.js';

/** @throws {DomainError} INVALID_INPUT unless the value is a whole number within the range */
export const requireWhole = (name: string, value: number, range: Range): void =>
  requireWithin(name, rangeFault(value, 'whole number', range));

/** @throws {DomainError} INVALID_INPUT unless the value is a number within the range */
export const requireNumber = (name: string, value: number, range: Range): void =>
  requireWithin(name, rangeFault(value, 'number', range));

function requireWithin(name: string, fault: string | null): void {
  if (fault) throw invalidInput(`${name} ${fault}`);
}

/** A whole number within a range, in a zod schema. */
export const wholeWithin = (range: Range) => within('whole number', range);

/** A number within a range, in a zod schema. */
export const numberWithin = (range: Range) => within('number', range);

const within = (kind: NumberKind, range: Range) =>
  z.number().check(({ value, issues }) => {
    const message = rangeFault(value, kind, range);
    if (message) issues.push({ code: 'custom', input: value, message });
  });
