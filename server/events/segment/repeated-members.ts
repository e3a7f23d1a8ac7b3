import { invalidInput, type JsonPath } from '../../platform/index.js';

/** By the place of a message, what the message names twice first. */
export type RepeatedMembers = ReadonlyMap<number, string>;

/** @param paths of a body that is one message */
export function repeatedInMessage(paths: Iterable<JsonPath>): RepeatedMembers {
  const [first] = paths;
  return new Map(first ? [[0, first.join('.')]] : []);
}

/**
 * @param paths of a body with a `batch` of messages
 * @throws {DomainError} INVALID_INPUT for what the body itself names twice
 */
export function repeatedInBatch(paths: Iterable<JsonPath>): RepeatedMembers {
  const repeated = new Map<number, string>();
  for (const [first, place, ...path] of paths) {
    if (first !== 'batch' || typeof place !== 'number')
      throw invalidInput(`The body names ${String(first)} twice: send it once`);
    if (!repeated.has(place)) repeated.set(place, path.join('.'));
  }
  return repeated;
}
