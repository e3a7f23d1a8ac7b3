import { SimpleGrid, Stack } from '@mantine/core';
import { Panel } from '../../../ui/page/Panel.js';
import { EmptyCalculator, type ExampleNumbers } from '../answer/Example.js';
import type { MethodSource } from '../answer/Method.js';
import { ChoiceField } from '../fields/ChoiceField.js';
import { type FormState, NumberField } from '../fields/NumberField.js';
import { TestFields } from '../fields/TestFields.js';
import { useFields } from '../fields/use-fields.js';
import { PlanAnswers } from './PlanAnswers.js';
import { KIND_NAMES, kindOf, readUnitPlan, UNITS_LABELS } from './plan-form.js';

const EXAMPLES: readonly ExampleNumbers[] = [
  {
    label: '4% of visitors order, and 10% more would matter',
    origin: '(invented numbers)',
    texts: { baseline: '4', effect: '10', perDay: '2000', units: '20000' },
  },
  {
    label: 'Revenue of 10 per visitor, and two treatments',
    origin: '(the mean and spread of a published test of GrowthBook’s engine)',
    texts: { kind: 'MEAN', baseline: '10', sd: '62.53', effect: '5', shares: '1:1:1', units: '400000' },
  },
];

const METHODS: readonly MethodSource[] = [
  {
    name: 'Sample size and power',
    source:
      'Normal approximation of the delta-method test, as GrowthBook computes it; both arms have the standard deviation of the control',
  },
  {
    name: 'Several treatments',
    source: 'Each against the control; the one that needs most decides, without adjusting for their number',
  },
  {
    name: 'Sequential',
    source: 'The interval of a confidence sequence at the planned end (Waudby-Smith et al., 2024)',
  },
];

/** How many units does an experiment need, and how long does that take? */
export function SampleSizePanels() {
  const fields = useFields();
  const readings = readUnitPlan(fields.params);
  const problems = new Map([...readings.size.problems, ...readings.effect.problems]);
  return (
    <div className="calculator">
      <Panel title="What is planned" lead="Decide this before the experiment starts.">
        <PlanForm form={{ fields, problems }} />
      </Panel>
      <PlanAnswers unit="unit" readings={readings} methods={METHODS} empty={<Empty />} />
    </div>
  );
}

function PlanForm({ form }: { readonly form: FormState }) {
  const kind = kindOf(form.fields.params);
  return (
    <Stack gap="md">
      <ChoiceField form={form} name="kind" label="Metric" names={KIND_NAMES} usual="PROPORTION" />
      <SimpleGrid cols={2} spacing="xs" className="calculator-settings">
        <NumberField
          form={form}
          name="baseline"
          label={kind === 'PROPORTION' ? 'Share of the control (%)' : 'Value of the control'}
          description={kind === 'PROPORTION' ? 'Of its units, how many do it' : 'Its mean or ratio today'}
        />
        {kind !== 'PROPORTION' && (
          <NumberField
            form={form}
            name="sd"
            label="Standard deviation"
            description="Of one unit; “Significance” shows it for each arm"
          />
        )}
        <NumberField
          form={form}
          name="effect"
          label="Effect (%)"
          description="The smallest that matters, relative to the control"
        />
        <NumberField
          form={form}
          name="power"
          label="Power (%)"
          description="Chance to find it"
          placeholder="80"
        />
        <TestFields form={form} />
        <NumberField
          form={form}
          name="shares"
          label="Shares of the arms"
          description="The control first, e.g. 2:1:1"
          placeholder="1:1"
        />
        <NumberField
          form={form}
          name="perDay"
          label="Units per day"
          description="Over all arms"
          placeholder="not known"
        />
        <NumberField
          form={form}
          name="planned"
          label="Planned units"
          description="Of control and one treatment together, for a sequential test"
          placeholder="one look"
        />
        <NumberField
          form={form}
          name="units"
          label={UNITS_LABELS.unit}
          description="Over all arms: what effect do they find?"
        />
      </SimpleGrid>
    </Stack>
  );
}

const Empty = () => (
  <EmptyCalculator title="Enter the control’s value and the smallest effect that matters" examples={EXAMPLES}>
    The answer is how many units find such an effect, and how long that takes. Too few units give an unclear
    result, even if the effect is there.
  </EmptyCalculator>
);
