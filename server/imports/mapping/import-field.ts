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
}
