import { Field, ID, InputType } from 'type-graphql';
import { Limited } from '../platform/index.js';
import { FieldMapInput, MapList } from './field-map.input.js';
import { ImportKind } from './import-kind.js';
import { MAX_DATE_FORMAT_LENGTH } from './limits.js';
import { QuotingField } from './quoting-field.js';
import type { CsvQuoting } from './tables/csv/csv-quoting.js';

@InputType()
abstract class UploadedFileInput {
  @Field(() => ImportKind)
  readonly kind!: ImportKind;

  @Field(() => ID, { description: 'What POST /api/uploads answered.' })
  readonly uploadId!: string;

  @QuotingField()
  readonly quoting?: CsvQuoting | null;
}

@InputType()
export class ImportPreviewInput extends UploadedFileInput {
  @Field(() => [FieldMapInput], {
    nullable: true,
    description:
      'Every map: a field without one stays empty. Guessed from the names of the columns if there is no list.',
  })
  @MapList()
  readonly maps?: FieldMapInput[] | null;
}

@InputType()
export class StartImportInput extends UploadedFileInput {
  @Field(() => [FieldMapInput], {
    nullable: true,
    description:
      'Every map: a field without one stays empty. If there is no list, fields take the columns of their own names.',
  })
  @MapList()
  readonly maps?: FieldMapInput[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'How the file writes days, e.g. dd-mm-yyyy; ISO by default.',
  })
  @Limited({ length: { max: MAX_DATE_FORMAT_LENGTH } })
  readonly dateFormat?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Say what would happen and change nothing.' })
  readonly dryRun?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Import the file even if the same file was imported before.',
  })
  readonly again?: boolean | null;
}
