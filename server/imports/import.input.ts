import { Field, ID, InputType } from 'type-graphql';
import { Limited } from '../platform/index.js';
import { FieldMapInput, MapList } from './field-map.input.js';
import { ImportKind } from './import-kind.js';
import { MAX_DATE_FORMAT_LENGTH } from './limits.js';
import type { NumberFormat } from './mapping/number-format.js';
import { NumberFormatField } from './number-format.input.js';
import { QuotingField } from './quoting.input.js';
import type { CsvQuoting } from './tables/csv/csv-quoting.js';

@InputType()
abstract class ReadUploadInput {
  @Field(() => ImportKind)
  readonly kind!: ImportKind;

  @Field(() => ID, { description: 'What POST /api/uploads answered.' })
  readonly uploadId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'How the file writes days, e.g. dd-mm-yyyy; ISO 8601 by default. In the times of events a time of day may follow; epoch-s, epoch-ms and epoch-us count from 1970. UTC where no zone is stated.',
  })
  @Limited({ length: { max: MAX_DATE_FORMAT_LENGTH } })
  readonly dateFormat?: string | null;

  @NumberFormatField()
  readonly numberFormat?: NumberFormat | null;

  @Field(() => String, {
    nullable: true,
    description: 'What separates the cells of a CSV; found from the file if absent.',
  })
  @Limited({ length: { min: 1, max: 1 } })
  readonly delimiter?: string | null;

  @QuotingField()
  readonly quoting?: CsvQuoting | null;
}

@InputType()
export class ImportPreviewInput extends ReadUploadInput {
  @Field(() => [FieldMapInput], {
    nullable: true,
    description:
      'Every map: a field without one stays empty. Guessed from the names of the columns if there is no list.',
  })
  @MapList()
  readonly maps?: FieldMapInput[] | null;
}

@InputType()
export class StartImportInput extends ReadUploadInput {
  @Field(() => [FieldMapInput], {
    nullable: true,
    description:
      'Every map: a field without one stays empty. If there is no list, fields take the columns of their own names.',
  })
  @MapList()
  readonly maps?: FieldMapInput[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Say what would happen and change nothing.' })
  readonly dryRun?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Import the file even if the same file was imported before. A file of events that was imported with other settings is refused without it: events without an id may count twice.',
  })
  readonly again?: boolean | null;
}
