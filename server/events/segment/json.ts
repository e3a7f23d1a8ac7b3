/** A JSON object of which nothing is known. */
export type Json = Readonly<Record<string, unknown>>;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Absent, null, or a text of white space: clients send all three for what they do not know. */
export const isBlank = (value: unknown): boolean =>
  typeof value === 'string' ? value.trim() === '' : value === undefined || value === null;

/** The first value that is not blank; undefined where all are. */
export function firstStated(...values: readonly unknown[]): unknown {
  for (const value of values) if (!isBlank(value)) return value;
  return undefined;
}
