import { Field, ObjectType } from 'type-graphql';
import { Access } from '../../platform/index.js';
import { IMPORT_FILES } from '../access.js';
import type { FieldMap, ValueMap } from '../mapping/field-map.js';

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

@ObjectType({ description: 'What a file holds and how it would be read. Nothing is imported.' })
@Access(IMPORT_FILES)
export class ImportPreview {
  @Field(() => String, { description: 'CSV, NDJSON or PARQUET.' })
  readonly format!: string;

  @Field(() => String, { nullable: true, description: 'What separates the cells of a CSV.' })
  readonly delimiter!: string | null;

  @Field(() => [ImportColumn])
  readonly columns!: readonly ImportColumn[];

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
      'The same rows as the maps read them, one text a field; empty while the maps cannot be used.',
  })
  readonly mappedRows!: readonly (readonly string[])[];

  @Field(() => [String], { description: 'What is wrong with the maps, and with the first 20 rows.' })
  readonly problems!: readonly string[];
}
