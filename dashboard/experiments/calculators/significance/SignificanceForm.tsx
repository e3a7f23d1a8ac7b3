import { SimpleGrid, Stack } from '@mantine/core';
import { ArmFields } from '../fields/ArmFields.js';
import { ChoiceField, FlagField } from '../fields/ChoiceField.js';
import { type FormState, NumberField } from '../fields/NumberField.js';
import { TestFields } from '../fields/TestFields.js';
import { ALL_COLUMNS, columnsOf, KIND_NAMES, kindOf } from './significance-form.js';

/** What was counted in each arm, and what was decided before looking at it. */
export function SignificanceForm({ form }: { readonly form: FormState }) {
  return (
    <Stack gap="md">
      <ChoiceField form={form} name="kind" label="Metric" names={KIND_NAMES} usual="PROPORTION" />
      <ArmFields form={form} allColumns={ALL_COLUMNS} columns={columnsOf(kindOf(form.fields.params))} />
      <SimpleGrid cols={2} spacing="xs" className="calculator-settings">
        <TestFields form={form} />
        <NumberField
          form={form}
          name="planned"
          label="Planned units"
          description="Of control and one treatment together, if you look more than once (sequential test)"
          placeholder="one look"
        />
        <NumberField
          form={form}
          name="margin"
          label="Margin (%)"
          description="A relative difference that is too small to matter"
          placeholder="none"
        />
      </SimpleGrid>
      <FlagField
        form={form}
        name="lower"
        label="Lower is better"
        description="As with returns: turns better and worse around, never the sign of a number"
      />
    </Stack>
  );
}
