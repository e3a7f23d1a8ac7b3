import { SignificanceDocument } from '../../../generated/graphql.js';
import { Panel } from '../../../ui/page/Panel.js';
import { AnswerPanel } from '../answer/AnswerPanel.js';
import { EmptyCalculator } from '../answer/Example.js';
import { Method } from '../answer/Method.js';
import { useFields } from '../fields/use-fields.js';
import { EXAMPLES } from './examples.js';
import { METHODS } from './methods.js';
import { SignificanceAnswer } from './SignificanceAnswer.js';
import { SignificanceForm } from './SignificanceForm.js';
import { readSignificance } from './significance-form.js';

/** Do the arms of an experiment differ? From its counts or sums. */
export function SignificancePanels() {
  const fields = useFields();
  const reading = readSignificance(fields.params);
  return (
    <div className="calculator">
      <Panel
        title="What was counted"
        lead="The control first. A unit is what was randomised, e.g. a visitor."
      >
        <SignificanceForm form={{ fields, problems: reading.problems }} />
      </Panel>
      <AnswerPanel
        title="Does it make a difference?"
        document={SignificanceDocument}
        reading={reading}
        empty={<Empty />}
        method={<Method sources={METHODS} />}
      >
        {({ analysis }, { input }) => <SignificanceAnswer analysis={analysis} input={input} />}
      </AnswerPanel>
    </div>
  );
}

const Empty = () => (
  <EmptyCalculator title="Enter the counts of two or more arms" examples={EXAMPLES}>
    The answer is how much the treatment is higher or lower than the control, with an interval that says how
    sure that is.
  </EmptyCalculator>
);
