import { keyOf } from '../../../format/words.js';
import { type NumberRule, readNumber } from './number-text.js';

/** A number of a form; the address holds its text under its name. */
export interface NumberSpec {
  readonly name: string;
  /** How a sentence names it. */
  readonly label: string;
  readonly rule: NumberRule;
  /** Of a name that the address has several times, which one. */
  readonly index?: number;
}

/** What a form says: what to ask the server, or why that is not known yet. */
export interface FormReading<Variables> {
  /** Null while anything is wrong or missing. */
  readonly variables: Variables | null;
  /** What is wrong, by the key of the field. */
  readonly problems: ReadonlyMap<string, string>;
  /** Labels of fields that must be filled in. */
  readonly missing: readonly string[];
  /** No number is filled in yet. */
  readonly isEmpty: boolean;
}

export const fieldKey = (name: string, index?: number): string =>
  index === undefined ? name : `${name}.${index}`;

export const textIn = (params: URLSearchParams, name: string, index = 0): string =>
  params.getAll(name)[index] ?? '';

/** Reads the fields of a form out of an address, and collects what is wrong or missing in them. */
export class FieldReader {
  private readonly problems = new Map<string, string>();
  private readonly missing: string[] = [];
  private isEmpty = true;

  constructor(readonly params: URLSearchParams) {}

  /** NaN while it is wrong or missing; `reading` then has no variables. */
  number(spec: NumberSpec): number {
    const value = this.optional(spec);
    if (value !== null) return value;
    if (!this.problems.has(fieldKey(spec.name, spec.index))) this.missing.push(spec.label);
    return Number.NaN;
  }

  /** Null where it is left out, or wrong. */
  optional({ name, rule, index }: NumberSpec): number | null {
    const text = textIn(this.params, name, index);
    if (text.trim() === '') return null;
    this.isEmpty = false;
    const { value, problem } = readNumber(text, rule);
    if (problem !== null) this.reject(fieldKey(name, index), problem);
    return value;
  }

  /** What is usual where nothing is written. */
  numberOr(spec: NumberSpec, usual: number): number {
    const wasEmpty = this.isEmpty;
    const value = this.optional(spec) ?? usual;
    this.isEmpty = wasEmpty;
    return value;
  }

  choice<K extends string>(name: string, names: Readonly<Record<K, string>>, usual: NoInfer<K>): K {
    const text = textIn(this.params, name);
    const key = keyOf(names, text);
    if (key === null && text !== '') this.reject(name, `“${text}” is not one of the choices`);
    return key ?? usual;
  }

  /** True for `1`, false where it is left out. */
  flag(name: string): boolean {
    const text = textIn(this.params, name);
    if (text !== '' && text !== '1') this.reject(name, `“${text}” in the address is neither 1 nor left out`);
    return text === '1';
  }

  reject(key: string, problem: string): void {
    this.problems.set(key, problem);
  }

  reading<Variables>(variables: Variables): FormReading<Variables> {
    const { problems, missing, isEmpty } = this;
    const isComplete = problems.size === 0 && missing.length === 0;
    return { variables: isComplete ? variables : null, problems, missing, isEmpty };
  }
}
