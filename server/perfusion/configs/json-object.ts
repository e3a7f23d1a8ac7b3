import { ModelError } from '../model-error.js';

/** Values that a key may have; null and absence always stand for the default. */
export type SupportedValues = Readonly<Record<string, readonly unknown[]>>;

/** Numbers that a key may have. */
export interface NumberRange {
  /** In words, for messages. */
  readonly supported: string;
  includes(value: number): boolean;
}

export const POSITIVE: NumberRange = { supported: 'above 0', includes: (value) => value > 0 };

export const FRACTION: NumberRange = {
  supported: 'above 0 and below 1',
  includes: (value) => value > 0 && value < 1,
};

/**
 * A configuration file of another library, read key by key. Every choice that we do not support
 * is refused in a sentence that names the key and its value.
 */
export class JsonObject {
  private readonly values: Readonly<Record<string, unknown>>;

  /**
   * @param value  parsed JSON
   * @param origin the file and the place in it, for messages
   * @throws {ModelError} if the value is no JSON object
   */
  constructor(
    value: unknown,
    readonly origin: string,
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new ModelError(`${origin} is no JSON object.`);
    this.values = value as Record<string, unknown>;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  /** @returns a whole number of at least 1, or the fallback where the key is absent or null */
  count(key: string, fallback?: number): number {
    const value = this.number(key, fallback);
    return Number.isSafeInteger(value) && value >= 1
      ? value
      : this.refuse(key, 'whole numbers of at least 1');
  }

  /** @returns a finite number, or the fallback where the key is absent or null */
  number(key: string, fallback?: number): number {
    const value = this.get(key) ?? fallback;
    return typeof value === 'number' && Number.isFinite(value) ? value : this.refuse(key, 'numbers');
  }

  /** @returns a finite number in a range, or the fallback where the key is absent or null */
  within(key: string, { supported, includes }: NumberRange, fallback?: number): number {
    const value = this.number(key, fallback);
    return includes(value) ? value : this.refuse(key, supported);
  }

  /** @returns a list of whole numbers of at least 1 */
  counts(key: string): number[] {
    const value = this.get(key);
    const isCounts =
      Array.isArray(value) &&
      value.length > 0 &&
      value.every((item) => Number.isSafeInteger(item) && item >= 1);
    return isCounts ? value : this.refuse(key, 'lists of whole numbers');
  }

  /** @returns a text that is not empty */
  text(key: string): string {
    const value = this.get(key);
    return typeof value === 'string' && value ? value : this.refuse(key, 'texts');
  }

  /** @returns a list of texts, or the fallback where the key is absent or null */
  texts(key: string, fallback?: readonly string[]): readonly string[] {
    const value = this.get(key) ?? fallback;
    const isTexts = Array.isArray(value) && value.every((item) => typeof item === 'string');
    return isTexts ? value : this.refuse(key, 'lists of texts');
  }

  /** @returns one of the choices, or the fallback where the key is absent or null */
  choice<T extends string | number | boolean>(key: string, choices: readonly T[], fallback: T): T {
    const value = this.get(key) ?? fallback;
    return choices.find((choice) => choice === value) ?? this.refuse(key, named(choices));
  }

  /** @returns the object under a key, or undefined where the key is absent or null */
  object(key: string): JsonObject | undefined {
    return this.has(key) ? new JsonObject(this.get(key), `${this.origin}, ${key}`) : undefined;
  }

  /** @returns the list of objects under a key */
  objects(key: string): JsonObject[] {
    const value = this.get(key);
    if (!Array.isArray(value)) return this.refuse(key, 'lists of objects');
    return value.map((item, i) => new JsonObject(item, `${this.origin}, ${key}[${i}]`));
  }

  /** @throws {ModelError} if a key of the table has another value than those listed */
  require(table: SupportedValues): void {
    for (const [key, supported] of Object.entries(table)) {
      const value = this.get(key);
      if (value !== undefined && !supported.some((known) => isEqual(known, value)))
        this.refuse(key, named(supported) || 'null');
    }
  }

  /**
   * @param known   keys that are read or checked; those with a leading underscore are notes
   * @throws {ModelError} naming the keys that nobody knows and that switch something on
   */
  requireKnown(known: readonly string[]): void {
    const strange = Object.entries(this.values).filter(
      ([key, value]) =>
        !key.startsWith('_') &&
        !known.includes(key) &&
        value !== null &&
        value !== undefined &&
        value !== false,
    );
    if (strange.length === 0) return;
    const list = strange.map(([key, value]) => `${key} (${JSON.stringify(value)})`).join(', ');
    throw new ModelError(`${this.origin} has settings that are not supported: ${list}.`);
  }

  /** @throws {ModelError} always, with the key, its value and what is supported */
  refuse(key: string, supported: string): never {
    const value = this.get(key);
    const found = value === undefined ? `has no ${key}` : `has ${key} = ${JSON.stringify(value)}`;
    throw new ModelError(`${this.origin} ${found}; supported: ${supported}.`);
  }

  private get(key: string): unknown {
    return Object.hasOwn(this.values, key) ? (this.values[key] ?? undefined) : undefined;
  }
}

const named = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join(', ');

const isEqual = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
