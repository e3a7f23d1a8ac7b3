import type { NumberKind } from './number-kind.js';

/** A field that a table may fill, and how people name it elsewhere. */
export interface ImportField<Name extends string = string> {
  readonly name: Name;
  readonly required: boolean;
  /** What belongs into it, in a few words. */
  readonly description: string;
  /** The words it may hold; absent if it takes any. */
  readonly allowedValues?: readonly string[];
  /** Column names that probably mean this field, for a guess a person then confirms. */
  readonly aliases: readonly string[];
  /** Whether it is a number, which the number format of the file reads into plain decimal text. */
  readonly number?: NumberKind;
  /** Whether it is a time, which a declared date format reads into ISO 8601. */
  readonly isTime?: boolean;
  /** Whether a column of its own name does not fill it unasked, because the name often means something else. */
  readonly onlyIfMapped?: boolean;
}
