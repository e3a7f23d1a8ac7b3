import { Field, Int, ObjectType } from 'type-graphql';
import { Access } from '../../platform/index.js';
import { IMPORT_FILES } from '../access.js';
import type { FieldMap, ValueMap } from '../mapping/field-map.js';
import { NumberFormat } from '../mapping/number-format.js';

@ObjectType({ description: 'A column of a file.' })
@Access(IMPORT_FILES)
export class ImportColumn {
  @Field(() => String)
  readonly name!: string;

  @Field(() => [String], {
    description: 'A few values that differ, from the first rows; beyond 200 characters they are shortened.',
  })
  readonly samples!: readonly string[];

  @Field(() => [String], {
    description:
      'Every value in the first rows (at most 1,000, fewer if they are wide or long) if there are at most 50 values of at most 200 characters; else empty.',
  })
  readonly distinctValues!: readonly string[];
}

@ObjectType({ description: 'A field that a file may fill.' })
@Access(IMPORT_FILES)
export class ImportFieldInfo {
  @Field(() => String)
  readonly name!: string;

  @Field(() => Boolean)
  readonly required!: boolean;

  @Field(() => String)
  readonly description!: string;

  @Field(() => [String], { description: 'The words it may hold; empty if it takes any value.' })
  readonly allowedValues!: readonly string[];
}

@ObjectType('ValueMap', { description: 'What a value of a column becomes.' })
@Access(IMPORT_FILES)
class ValueMapType implements ValueMap {
  @Field(() => String)
  readonly from!: string;

  @Field(() => String)
  readonly to!: string;
}

@ObjectType('FieldMap', { description: 'Where a field comes from: either a column or a literal.' })
@Access(IMPORT_FILES)
class FieldMapType implements FieldMap {
  @Field(() => String)
  readonly field!: string;

  @Field(() => String, { nullable: true })
  readonly column?: string | null;

  @Field(() => String, { nullable: true })
  readonly literal?: string | null;

  @Field(() => [ValueMapType], { nullable: true })
  readonly values?: readonly ValueMapType[] | null;
}

@ObjectType({ description: 'What a number of the file is in a number format.' })
@Access(IMPORT_FILES)
class NumberReadingType {
  @Field(() => NumberFormat)
  readonly format!: NumberFormat;

  @Field(() => String, { description: 'As a plain decimal, e.g. 1000 or 19.99.' })
  readonly value!: string;
}

@ObjectType({ description: 'A number whose reading depends on the number format.' })
@Access(IMPORT_FILES)
export class ImportNumberExample {
  @Field(() => String, { description: 'As the file has it.' })
  readonly text!: string;

  @Field(() => String, { description: 'Name of its column.' })
  readonly column!: string;

  @Field(() => Int)
  readonly row!: number;

  @Field(() => [NumberReadingType], { description: 'One for each format that it fits.' })
  readonly readings!: readonly NumberReadingType[];
}

@ObjectType({ description: 'How a file writes numbers.' })
@Access(IMPORT_FILES)
export class ImportNumberFormat {
  @Field(() => NumberFormat, {
    nullable: true,
    description:
      'As declared, else as the numbers of the file show it; null while it is open, and where all numbers read the same in both.',
  })
  readonly format!: NumberFormat | null;

  @Field(() => Boolean)
  readonly isDeclared!: boolean;

  @Field(() => Boolean, { description: 'Whether it has to be declared before the file can be imported.' })
  readonly isAmbiguous!: boolean;

  @Field(() => [ImportNumberExample], {
    description:
      'The first number of each column with two readings, with a decimal point and with a decimal comma.',
  })
  readonly examples!: readonly ImportNumberExample[];
}

@ObjectType({ description: 'What is wrong with a file or its maps.' })
@Access(IMPORT_FILES)
export class ImportProblem {
  @Field(() => String, {
    nullable: true,
    description: 'Name of the field; null if it is about no single field.',
  })
  readonly field!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The first row with it; null if it is about the maps themselves.',
  })
  readonly row!: number | null;

  @Field(() => Int, { description: 'How many of the rows that were looked at have it.' })
  readonly count!: number;

  @Field(() => Boolean, {
    description: 'Whether the import is refused until it is corrected; else the rows with it are rejected.',
  })
  readonly isBlocking!: boolean;

  @Field(() => String)
  readonly message!: string;
}

@ObjectType({ description: 'What to look at again in a row.' })
@Access(IMPORT_FILES)
export class ImportWarning {
  @Field(() => Int)
  readonly row!: number;

  @Field(() => String)
  readonly message!: string;
}

@ObjectType({ description: 'What a file holds and how it would be read. Nothing is imported.' })
@Access(IMPORT_FILES)
export class ImportPreview {
  @Field(() => String, { description: 'CSV, NDJSON or PARQUET.' })
  readonly format!: string;

  @Field(() => String, { nullable: true, description: 'What separates the cells of a CSV.' })
  readonly delimiter!: string | null;

  @Field(() => [ImportColumn])
  readonly columns!: readonly ImportColumn[];

  @Field(() => Boolean, {
    description:
      'Whether the columns are those of all rows. A preview looks at the beginning of a long NDJSON; its import looks at all of it.',
  })
  readonly columnsAreComplete!: boolean;

  @Field(() => [ImportFieldInfo])
  readonly fields!: readonly ImportFieldInfo[];

  @Field(() => [FieldMapType], { description: 'The maps as they were given, else a guess.' })
  readonly maps!: readonly FieldMap[];

  @Field(() => [[String]], {
    description:
      'The first 20 rows of the file, one text a column; fewer if they are wide or long. Beyond 200 characters a text is shortened.',
  })
  readonly rows!: readonly (readonly string[])[];

  @Field(() => [[String]], {
    description:
      'The same rows as the maps read them, one text a field; empty while the maps cannot be used. A number that the number format leaves open is an empty text.',
  })
  readonly mappedRows!: readonly (readonly string[])[];

  @Field(() => ImportNumberFormat)
  readonly numberFormat!: ImportNumberFormat;

  @Field(() => Int, {
    description: 'How many rows were read to find the number format and faults of the whole file.',
  })
  readonly surveyedRowCount!: number;

  @Field(() => Boolean, {
    description: 'Whether these are all rows; a longer file is read to its end when it is imported.',
  })
  readonly sawAllRows!: boolean;

  @Field(() => [ImportProblem], {
    description:
      'What is wrong with the maps, with the number format and with the first 1,000 rows, each fault once; at most 50.',
  })
  readonly problems!: readonly ImportProblem[];

  @Field(() => [ImportWarning], {
    description:
      'What to look at again in the first 1,000 rows, e.g. more clicks than impressions; at most 20. It does not keep a row from being imported.',
  })
  readonly warnings!: readonly ImportWarning[];
}
