import { z } from 'zod';
import { ModelError } from '../model-error.js';

/** Messages of schemas say what is supported, as the end of a sentence. */
const supporting = (error: string) => ({ error });

const COUNT = supporting('whole numbers of at least 1');
const POSITIVE = supporting('above 0');
const FRACTION = supporting('above 0 and below 1');
const NUMBER = supporting('numbers');
const TEXT = supporting('texts');

export const count = z.int(COUNT).min(1, COUNT);
export const positive = z.number(NUMBER).positive(POSITIVE);
export const fraction = z.number(NUMBER).gt(0, FRACTION).lt(1, FRACTION);
export const text = z.string(TEXT);
export const name = text.min(1, TEXT);

/** A list that is not empty; what is supported of lists, and of their sizes. */
export const listOf = <Item extends z.ZodType>(item: Item, lists: string, sizes = lists) =>
  z.array(item, supporting(lists)).min(1, supporting(sizes));

/** A number in a range, both ends included. */
export function within({ min, max }: { readonly min: number; readonly max: number }) {
  const range = supporting(`${min} to ${max}`);
  return z.number(NUMBER).min(min, range).max(max, range);
}

/** One of some values; lists and objects are equal where they hold the same. None of them leaves null alone. */
export const oneOf = <const Value>(...values: readonly Value[]) =>
  z.custom<Value>(
    (value) => values.some((known) => JSON.stringify(known) === JSON.stringify(value)),
    supporting(values.map((value) => JSON.stringify(value)).join(', ') || 'null'),
  );

/** Keys that are only checked: each may be absent or have one of its values. */
export const checked = (table: Readonly<Record<string, readonly unknown[]>>) =>
  Object.fromEntries(Object.entries(table).map(([key, values]) => [key, oneOf(...values).optional()]));

/** Keys of which any value is taken, and none is read. */
export const ignored = (...keys: readonly string[]) =>
  Object.fromEntries(keys.map((key) => [key, z.unknown().optional()]));

/** An object of another library, in which null stands for absence; other keys are ignored. */
export const looseObject = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.preprocess((value) => keeping(value, () => true), z.object(shape));

/** Such an object, in which another key may not switch anything on; those with a leading underscore are notes. */
export const strictObject = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.preprocess(
    (value) =>
      keeping(value, (key, item) => Object.hasOwn(shape, key) || !(key.startsWith('_') || item === false)),
    z.strictObject(shape),
  );

/** Refuses a key that does not fit the others; for `superRefine`. */
export const refuse = (context: z.RefinementCtx, key: string, supported: string): void =>
  context.addIssue({ code: 'custom', path: [key], message: supported });

/** Refuses a key that is there and has another value than the others ask for; for `superRefine`. */
export function requireEqual(
  context: z.RefinementCtx,
  key: string,
  { found, expected }: { readonly found: unknown; readonly expected: unknown },
): void {
  const wanted = JSON.stringify(expected);
  if (found !== undefined && JSON.stringify(found) !== wanted) refuse(context, key, wanted);
}

/** An object without the keys that are absent or null, and those that are not to be kept. */
function keeping(value: unknown, keeps: (key: string, item: unknown) => boolean): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([key, item]) => (item ?? null) !== null && keeps(key, item)),
  );
}

/**
 * Reads a configuration file of another library.
 *
 * @param value  parsed JSON
 * @param origin the file, for messages
 * @throws {ModelError} naming the first key that is missing or not supported, its value, and what is supported
 */
export function readConfig<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  origin: string,
): z.infer<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  throw new ModelError(problemOf(error.issues[0]!, value, origin));
}

function problemOf(issue: z.core.$ZodIssue, value: unknown, origin: string): string {
  const path = issue.path as (string | number)[];
  const found = valueAt(value, path);
  if (issue.code === 'unrecognized_keys') {
    const list = issue.keys.map((key) => `${key} (${JSON.stringify(valueAt(found, [key]))})`).join(', ');
    return `${placeOf(origin, path)} has settings that are not supported: ${list}.`;
  }
  if (issue.code === 'invalid_type' && issue.expected === 'object')
    return `${placeOf(origin, path)} is no JSON object.`;
  return `${findingOf(found, path, origin)}; supported: ${issue.message}.`;
}

function findingOf(found: unknown, path: readonly (string | number)[], origin: string): string {
  const key = path.at(-1)!;
  if (typeof key === 'number') return `${placeOf(origin, path)} is ${JSON.stringify(found)}`;
  const place = placeOf(origin, path.slice(0, -1));
  return found === undefined ? `${place} has no ${key}` : `${place} has ${key} = ${JSON.stringify(found)}`;
}

const valueAt = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce(
    (at, key) => (at as Readonly<Record<string | number, unknown>> | undefined)?.[key] ?? undefined,
    value,
  );

/** @example placeOf('pan', ['features', 0]) // 'pan, features[0]' */
const placeOf = (origin: string, path: readonly (string | number)[]): string =>
  path.reduce<string>(
    (place, key) => (typeof key === 'number' ? `${place}[${key}]` : `${place}, ${key}`),
    origin,
  );
