import { Field, InputType } from 'type-graphql';
import { Limited, NAME_LENGTH_RANGE, SafeInt } from '../../platform/index.js';
import { FieldMapInput, MapList } from '../field-map.input.js';
import { COUNT_FIELDS, type CountField } from '../importers/count-fields.js';
import type { NumberFormat } from '../mapping/number-format.js';
import { COUNT_RANGE } from '../mapping/number-kind.js';
import { NumberFormatField } from '../number-format.input.js';
import { QuotingField } from '../quoting.input.js';
import type { CsvQuoting } from '../tables/csv/csv-quoting.js';

/** Of one request: larger tables come in several, or as a file. */
const MAX_ROWS = 10_000;
const MAX_CSV_LENGTH = 5_000_000;

/** A row as the GraphQL input gives it, each value of the type that its field states. */
export type CountRow = Readonly<Partial<Record<CountField, unknown>>>;

@InputType({ description: 'The total of one store, item, scenario and day.' })
class CountRowInput {}

for (const { name, type, required, description } of COUNT_FIELDS) {
  Field(type, { nullable: !required, description: `${description}.` })(CountRowInput.prototype, name);
  if (type() === String) Limited({ length: { max: NAME_LENGTH_RANGE.max } })(CountRowInput.prototype, name);
  if (type() === SafeInt) Limited({ range: COUNT_RANGE, byRow: true })(CountRowInput.prototype, name);
}

@InputType()
export class ImportCountsInput {
  @Field(() => [CountRowInput], { nullable: true, description: 'Either rows or csv.' })
  @Limited({ items: { max: MAX_ROWS } })
  readonly rows?: CountRow[] | null;

  @Field(() => String, { nullable: true, description: 'A CSV with a header; a larger one comes as a file.' })
  @Limited({ length: { max: MAX_CSV_LENGTH } })
  readonly csv?: string | null;

  @QuotingField()
  readonly quoting?: CsvQuoting | null;

  @Field(() => [FieldMapInput], {
    nullable: true,
    description: `For csv with a header of its own. The header ${COUNT_FIELDS.map(({ name }) => name).join(',')} needs none.`,
  })
  @MapList()
  readonly maps?: FieldMapInput[] | null;

  @NumberFormatField()
  readonly numberFormat?: NumberFormat | null;

  @Field(() => Boolean, { nullable: true, description: 'Say what would happen and change nothing.' })
  readonly dryRun?: boolean | null;
}
