import type { DetectableEffectQuery } from '../../../generated/graphql.js';
import { EmptyNotice } from '../../../ui/page/EmptyNotice.js';
import { liftFormat } from '../answer/effect-words.js';

interface EffectAnswerProps {
  readonly result: DetectableEffectQuery['detectableEffect'];
  /** What finds it. */
  readonly words: string;
}

/** The smallest effect that is found. */
export function EffectAnswer({ result: { value, reason }, words }: EffectAnswerProps) {
  if (value === null) return <EmptyNotice title="Cannot be computed">{reason}</EmptyNotice>;
  const format = liftFormat([{ value, lower: null, upper: null }]);
  return (
    <p className="verdict" aria-live="polite">
      {words} an effect of <strong>{format(value)}</strong> or more.
    </p>
  );
}
