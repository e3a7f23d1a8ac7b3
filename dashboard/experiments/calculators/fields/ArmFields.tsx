import { ActionIcon, Button, SimpleGrid, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '../../../ui/icons/outlined.js';
import { armCount, armName, MAX_ARMS, MIN_ARMS, withArm, withArmText, withoutArm } from './arm-texts.js';
import { fieldKey, textIn } from './field-reader.js';
import type { FormState } from './NumberField.js';

/** A number of every arm. */
export interface ArmColumn {
  readonly name: string;
  readonly label: string;
  readonly placeholder?: string;
}

export interface ArmFieldsProps {
  readonly form: FormState;
  /** The columns of all kinds, so that an arm is taken away whole. */
  readonly allColumns: readonly string[];
  readonly columns: readonly ArmColumn[];
}

/** The arms, the control first: each a group of fields. */
export function ArmFields({ form, allColumns, columns }: ArmFieldsProps) {
  const { params, choose } = form.fields;
  const count = armCount(params, allColumns);
  return (
    <>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an arm is its place in the address
        <fieldset className="arm" key={index}>
          <legend>{armName(params, index, count)}</legend>
          <SimpleGrid cols={2} spacing="xs" verticalSpacing="xs">
            <ArmText
              form={form}
              allColumns={allColumns}
              index={index}
              isWide={columns.length % 2 === 0}
              column={{
                name: 'name',
                label: 'Name',
                placeholder: armName(new URLSearchParams(), index, count),
              }}
            />
            {columns.map((column) => (
              <ArmText key={column.name} form={form} allColumns={allColumns} index={index} column={column} />
            ))}
          </SimpleGrid>
          {count > MIN_ARMS && (
            <ActionIcon
              className="arm-remove"
              variant="subtle"
              color="gray"
              aria-label={`Remove ${armName(params, index, count)}`}
              onClick={() => choose(withoutArm(params, allColumns, index))}
            >
              <IconTrash size={16} aria-hidden="true" />
            </ActionIcon>
          )}
        </fieldset>
      ))}
      {count < MAX_ARMS && (
        <Button
          variant="subtle"
          size="compact-sm"
          w="fit-content"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => choose(withArm(params, allColumns))}
        >
          Add an arm
        </Button>
      )}
    </>
  );
}

interface ArmTextProps extends Omit<ArmFieldsProps, 'columns'> {
  readonly index: number;
  readonly column: ArmColumn;
  /** Over the whole width, where the others fill their rows without it. */
  readonly isWide?: boolean;
}

function ArmText({ form: { fields, problems }, allColumns, index, column, isWide }: ArmTextProps) {
  const { name, ...shown } = column;
  return (
    <TextInput
      {...shown}
      className={isWide ? 'arm-wide' : undefined}
      inputMode={name === 'name' ? 'text' : 'decimal'}
      autoComplete="off"
      value={textIn(fields.params, name, index)}
      error={problems.get(fieldKey(name, index))}
      onFocus={fields.begin}
      onChange={({ currentTarget: { value } }) =>
        fields.write(withArmText(fields.params, allColumns, { column: name, index, text: value }))
      }
    />
  );
}
