import { SimpleGrid, Stack } from '@mantine/core';
import { Panel } from '../../../ui/page/Panel.js';
import { EmptyCalculator, type ExampleNumbers } from '../answer/Example.js';
import type { MethodSource } from '../answer/Method.js';
import { NumberField } from '../fields/NumberField.js';
import { TestFields } from '../fields/TestFields.js';
import { useFields } from '../fields/use-fields.js';
import { PlanAnswers } from './PlanAnswers.js';
import { readStorePlan, UNITS_LABELS } from './plan-form.js';

const EXAMPLES: readonly ExampleNumbers[] = [
  {
    label: 'A lift of 13.35%',
    origin:
      '(the published lift of recommendations in “Sell It Before You Make It”; the spread of 45 points is invented)',
    texts: { sd: '45', effect: '13.35', units: '60' },
  },
];

const METHODS: readonly MethodSource[] = [
  {
    name: 'Stores needed',
    source: 'Student’s t-test of the average lift, with the power of the noncentral t distribution',
  },
  {
    name: 'What it assumes',
    source: 'Every store counts once, as with the estimand “Equal weight per store”',
  },
];

/** How many stores does the same-store comparison need? */
export function StorePanels() {
  const fields = useFields();
  const readings = readStorePlan(fields.params);
  const form = { fields, problems: new Map([...readings.size.problems, ...readings.effect.problems]) };
  return (
    <div className="calculator">
      <Panel
        title="What is planned"
        lead="AI-generated and human-designed items, compared within each store."
      >
        <Stack gap="md">
          <SimpleGrid cols={2} spacing="xs" className="calculator-settings">
            <NumberField
              form={form}
              name="sd"
              label="Spread (points)"
              description="Standard deviation of the stores’ lifts, in percentage points; take it from an export"
            />
            <NumberField
              form={form}
              name="effect"
              label="Average lift (%)"
              description="The smallest that matters"
            />
            <NumberField
              form={form}
              name="power"
              label="Power (%)"
              description="Chance to find it"
              placeholder="80"
            />
            <NumberField
              form={form}
              name="units"
              label={UNITS_LABELS.store}
              description="What lift do they find?"
            />
            <TestFields form={form} />
          </SimpleGrid>
        </Stack>
      </Panel>
      <PlanAnswers unit="store" readings={readings} methods={METHODS} empty={<Empty />} />
    </div>
  );
}

const Empty = () => (
  <EmptyCalculator
    title="Enter how much the lifts of stores differ, and the lift that matters"
    examples={EXAMPLES}
  >
    The answer is how many stores find such a lift. More visitors per store help only as far as they narrow
    the spread of the stores’ lifts.
  </EmptyCalculator>
);
