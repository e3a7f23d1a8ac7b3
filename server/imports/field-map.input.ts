import { Field, InputType } from 'type-graphql';
import { Limited } from '../platform/index.js';
import { MAX_COLUMN_NAME_LENGTH, MAX_MAP_VALUE_LENGTH, MAX_MAP_VALUES, MAX_MAPS } from './limits.js';
import type { FieldMap, ValueMap } from './mapping/field-map.js';

const NameText = () => Limited({ length: { max: MAX_COLUMN_NAME_LENGTH } });
const ValueText = () => Limited({ length: { max: MAX_MAP_VALUE_LENGTH } });

/** On an input's field: the maps of an import. */
export const MapList = () => Limited({ items: { max: MAX_MAPS } });

@InputType({ description: 'What a value of a column becomes.' })
class ValueMapInput implements ValueMap {
  @Field(() => String, { description: 'As the file has it; `*` stands for every other value.' })
  @ValueText()
  readonly from!: string;

  @Field(() => String)
  @ValueText()
  readonly to!: string;
}

@InputType({ description: 'Where an import takes a field from: either a column or a literal.' })
export class FieldMapInput implements FieldMap {
  @Field(() => String, { description: 'Name of the field, e.g. `store`.' })
  @NameText()
  readonly field!: string;

  @Field(() => String, { nullable: true, description: 'Name of a column of the file.' })
  @NameText()
  readonly column?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same value for all rows; a number is plain, e.g. 1234.5.',
  })
  @ValueText()
  readonly literal?: string | null;

  @Field(() => [ValueMapInput], {
    nullable: true,
    description:
      'Translates the values of the column; a row with any other value is rejected. Without it the values are taken as they are.',
  })
  @Limited({ items: { max: MAX_MAP_VALUES } })
  readonly values?: ValueMapInput[] | null;
}
