/** A JSON object of which nothing is known. */
export type Json = Readonly<Record<string, unknown>>;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Absent, null, or a text of white space: clients send all three for what they do not know. */
export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** The first value that is not blank; undefined where all are. */
export const firstStated = (...values: readonly unknown[]): unknown =>
  values.find((value) => !isBlank(value));
