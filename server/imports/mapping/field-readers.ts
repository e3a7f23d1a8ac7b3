import { Day, Decimal, type Range, SafeInt } from '../../platform/index.js';
import type { ImportField } from './import-field.js';
import { AMOUNT_KIND, COUNT_KIND, wholeKind } from './number-kind.js';
import type { RecordReader } from './record-reader.js';

/** How the text of a field is read. */
interface FieldReader<Value = unknown> {
  readonly required: boolean;
  /** Its type in GraphQL, where a row comes typed. */
  readonly type: () => object;
  readonly read: (row: RecordReader, field: string) => Value;
}

const reader = <Value>(
  type: object,
  required: boolean,
  read: FieldReader<Value>['read'],
): FieldReader<Value> => ({ type: () => type, required, read });

export const TEXT = reader(String, true, (row, field) => row.text(field));
export const OPTIONAL_TEXT = reader(String, false, (row, field) => row.optionalText(field));
/** For a text that is cut later. */
export const LONG_TEXT = reader(String, false, (row, field) => row.longText(field));
/** For what another domain reads and checks; undefined where the cell is blank. */
export const AS_WRITTEN = reader(String, true, (row, field) => row.asWritten(field) ?? undefined);
export const OPTIONAL_AS_WRITTEN = { ...AS_WRITTEN, required: false };
export const optionalWholeAsWritten = (range: Range) => ({
  ...OPTIONAL_AS_WRITTEN,
  number: wholeKind(range),
});
export const OPTIONAL_AMOUNT_AS_WRITTEN = { ...OPTIONAL_AS_WRITTEN, number: AMOUNT_KIND } as const;
export const TIME_AS_WRITTEN = { ...AS_WRITTEN, isTime: true } as const;
export const COUNT = {
  ...reader(SafeInt, true, (row, field) => row.count(field)),
  number: COUNT_KIND,
} as const;
export const COUNT_OR_ZERO = {
  ...reader(SafeInt, false, (row, field) => row.optionalCount(field) ?? 0),
  number: COUNT_KIND,
} as const;
export const DAY = reader(Day, false, (row, field) => row.optionalDay(field));
export const CURRENCY = reader(String, false, (row, field) => row.optionalCurrency(field));
/** In the currency of the field `currency`, which says itself what is wrong with it. */
export const AMOUNT = {
  ...reader(Decimal, false, (row, field) =>
    row.optionalAmount(field, row.asWritten('currency')?.toUpperCase() ?? null),
  ),
  number: AMOUNT_KIND,
} as const;

/** One of the words of an enum that GraphQL knows; `fallback` where the cell is blank. */
export function oneOf<Word extends string>(words: Readonly<Record<string, Word>>, fallback?: Word) {
  const allowedValues = Object.values(words);
  const word = reader(words, fallback === undefined, (row, field) =>
    row.oneOf(field, allowedValues, fallback),
  );
  return { ...word, allowedValues };
}

/** A field with how its text is read: the one place that states it for files, GraphQL and the command's help. */
export type ReadableField = ImportField & FieldReader;

/** The name of one of some fields. */
export type NameIn<Fields extends readonly ImportField[]> = Fields[number]['name'];

/** What the fields of a row hold, by name. */
export type ValuesOf<Fields extends readonly ReadableField[]> = {
  readonly [Field in Fields[number] as Field['name']]: ReturnType<Field['read']>;
};

/** Reads every field of a row; what is wrong with it is in the reader's `problems`. */
export const valuesOf = <const Fields extends readonly ReadableField[]>(
  fields: Fields,
  row: RecordReader,
): ValuesOf<Fields> =>
  Object.fromEntries(fields.map(({ name, read }) => [name, read(row, name)])) as ValuesOf<Fields>; // every field
