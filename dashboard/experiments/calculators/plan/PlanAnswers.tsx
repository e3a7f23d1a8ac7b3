import type { ReactNode } from 'react';
import { counted } from '../../../format/words.js';
import { DetectableEffectDocument, SampleSizeDocument } from '../../../generated/graphql.js';
import { EmptyNotice } from '../../../ui/page/EmptyNotice.js';
import { AnswerPanel } from '../answer/AnswerPanel.js';
import { formatGivenShare } from '../answer/effect-words.js';
import { Method, type MethodSource } from '../answer/Method.js';
import { EffectAnswer } from './EffectAnswer.js';
import type { PlanReadings, PlanUnit } from './plan-form.js';
import { SizeAnswer } from './SizeAnswer.js';

export interface PlanAnswersProps {
  readonly unit: PlanUnit;
  readonly readings: PlanReadings;
  readonly empty: ReactNode;
  readonly methods: readonly MethodSource[];
}

/** How many units or stores an experiment needs, and what those at hand find. */
export const PlanAnswers = ({ unit, readings, empty, methods }: PlanAnswersProps) => (
  <div className="calculator-answers">
    <AnswerPanel
      title={`How many ${unit}s?`}
      document={SampleSizeDocument}
      reading={readings.size}
      empty={empty}
      method={<Method sources={methods} />}
    >
      {({ sampleSize }, variables) => <SizeAnswer result={sampleSize} asked={variables} unit={unit} />}
    </AnswerPanel>
    <AnswerPanel
      title={`What do the ${unit}s at hand find?`}
      document={DetectableEffectDocument}
      reading={readings.effect}
      empty={
        <EmptyNotice title={`Enter the ${unit}s at hand`}>
          The answer is the smallest effect that they find.
        </EmptyNotice>
      }
    >
      {({ detectableEffect }, { units, power }) => (
        <EffectAnswer
          result={detectableEffect}
          words={`${counted(units, unit)} find with ${formatGivenShare(power)} power`}
        />
      )}
    </AnswerPanel>
  </div>
);
