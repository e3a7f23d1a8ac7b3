import { Stack } from '@mantine/core';
import { SampleRatioDocument } from '../../../generated/graphql.js';
import { Panel } from '../../../ui/page/Panel.js';
import { AnswerPanel } from '../answer/AnswerPanel.js';
import { EmptyCalculator, type ExampleNumbers } from '../answer/Example.js';
import { Method, type MethodSource } from '../answer/Method.js';
import { ArmFields } from '../fields/ArmFields.js';
import { useFields } from '../fields/use-fields.js';
import { SampleRatioAnswer } from './SampleRatioAnswer.js';
import { COLUMNS, readSampleRatio } from './sample-ratio-form.js';

const EXAMPLES: readonly ExampleNumbers[] = [
  {
    label: 'A mismatch of 0.7%',
    origin: '(a published example: Kohavi, Tang & Xu, Trustworthy Online Controlled Experiments, 2020)',
    texts: { units: ['821588', '815482'] },
  },
  {
    label: 'Cookie Cats',
    origin: '(a published example without alert: players of a mobile game; DataCamp)',
    texts: { name: ['Gate at level 30', 'Gate at level 40'], units: ['44700', '45489'] },
  },
];

const METHODS: readonly MethodSource[] = [
  {
    name: 'Sample ratio',
    source: 'Pearson’s chi-square against the planned shares (Fabijan et al., KDD 2019)',
  },
  { name: 'Alert', source: 'p below 0.001, and a share that is off by 0.1% of all units or more' },
  {
    name: 'Anytime p-value',
    source:
      'Bayes factor with a Dirichlet prior (Lindon & Malek, NeurIPS 2022): holds however often you look',
  },
];

/** Did the units come to the arms as planned? */
export function SampleRatioPanels() {
  const fields = useFields();
  const reading = readSampleRatio(fields.params);
  return (
    <div className="calculator">
      <Panel
        title="Units that came"
        lead="Shares are in proportion to each other, e.g. 9 and 1; equal if left empty."
      >
        <Stack gap="md">
          <ArmFields
            form={{ fields, problems: reading.problems }}
            allColumns={COLUMNS}
            columns={[
              { name: 'units', label: 'Units' },
              { name: 'weight', label: 'Planned share', placeholder: 'equal' },
            ]}
          />
        </Stack>
      </Panel>
      <AnswerPanel
        title="Did they come as planned?"
        document={SampleRatioDocument}
        reading={reading}
        empty={<Empty />}
        method={<Method sources={METHODS} />}
      >
        {({ sampleRatio }, { arms }) => <SampleRatioAnswer result={sampleRatio} arms={[arms].flat()} />}
      </AnswerPanel>
    </div>
  );
}

const Empty = () => (
  <EmptyCalculator title="Enter the units of two or more arms" examples={EXAMPLES}>
    If fewer units came to an arm than chance explains, something is broken, and no result can be trusted.
    Check this before you read any effect.
  </EmptyCalculator>
);
