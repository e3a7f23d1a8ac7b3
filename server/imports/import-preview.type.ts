import { Field, ObjectType } from 'type-graphql';
import { Access } from '../platform/index.js';
import { IMPORT_FILES } from './access.js';

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

  @Field(() => [String], { description: 'The words it may hold; empty where it takes any value.' })
  readonly allowedValues!: readonly string[];
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

  @Field(() => [String], {
    description:
      'The maps as they were given, else a guess: `field=column`, `field=column:A=B`, `field:=value`.',
  })
  readonly maps!: readonly string[];

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
