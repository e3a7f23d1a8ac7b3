import { formatCount } from '../../../format/numbers.js';
import { counted } from '../../../format/words.js';
import type { SampleSizeQuery, SampleSizeQueryVariables } from '../../../generated/graphql.js';
import { Fact } from '../../../ui/Fact.js';
import { EmptyNotice } from '../../../ui/page/EmptyNotice.js';
import { formatGivenLift, formatGivenShare } from '../answer/effect-words.js';
import { PowerCurve } from './PowerCurve.js';
import type { PlanUnit } from './plan-form.js';

type SizeResult = SampleSizeQuery['sampleSize'];

interface SizeAnswerProps {
  readonly result: SizeResult;
  readonly asked: SampleSizeQueryVariables;
  readonly unit: PlanUnit;
}

/** How many units find the effect, in how many days, and how the chance grows with them. */
export function SizeAnswer({ result, asked, unit }: SizeAnswerProps) {
  const { total, unitsPerArm, days, powerCurve, reason } = result;
  if (total === null || unitsPerArm === null)
    return <EmptyNotice title="Cannot be computed">{reason}</EmptyNotice>;
  return (
    <>
      <p className="verdict" aria-live="polite">
        <strong>{counted(total, unit)}</strong> {goalWords(asked)}
        {days !== null && `, which takes ${counted(days, 'day')}`}.
      </p>
      {unitsPerArm.length > 1 && <ArmFacts unitsPerArm={unitsPerArm} />}
      <PowerCurve points={powerCurve} needed={total} power={asked.power} unit={unit} />
    </>
  );
}

const goalWords = ({ effect, power }: SampleSizeQueryVariables): string =>
  `find an effect of ${formatGivenLift(effect)} with ${formatGivenShare(power)} power`;

const ArmFacts = ({ unitsPerArm }: { readonly unitsPerArm: readonly number[] }) => (
  <dl className="facts">
    {unitsPerArm.map((units, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: an arm is its place
      <Fact key={index} term={armTerm(index, unitsPerArm.length)}>
        {formatCount(units)}
      </Fact>
    ))}
  </dl>
);

function armTerm(index: number, arms: number): string {
  if (index === 0) return 'Control';
  return arms === 2 ? 'Treatment' : `Treatment ${index}`;
}
