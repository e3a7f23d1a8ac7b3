import { formatInterval, formatLift } from '../../format/numbers.js';
import { counted } from '../../format/words.js';
import { IntervalMark } from '../../ui/chart/IntervalMark.js';
import type { Scale } from '../../ui/chart/scale.js';
import { CountWarnings } from '../CountWarnings.js';
import { causeOf, type Headline, verdictTone, verdictWords } from './verdict.js';

export interface HeadlineFiguresProps {
  readonly report: Headline;
  /** One scale for all cards, so that their intervals can be compared. */
  readonly scale: Scale;
  /** Sentences below that qualify the verdict. */
  readonly qualifications: number;
}

/** The number, its interval drawn and in words, the verdict, and how many stores it rests on. */
export function HeadlineFigures({ report, scale, qualifications }: HeadlineFiguresProps) {
  const { value, lower, upper, stores, reason, caveat, warnings } = report.headline;
  const tone = verdictTone(report);
  return (
    <>
      <span className="headline-value">{formatLift(value)}</span>
      {lower !== null && upper !== null && (
        <IntervalMark interval={{ value, lower, upper }} scale={scale} shape="diamond" className={tone} />
      )}
      <span className="headline-foot">
        <strong className={`tone-${tone}`}>
          {verdictWords(report)}
          {qualifications > 0 && `, with ${counted(qualifications, 'warning')} below`}
          {report.verdict === 'NOT_COMPUTED' && ':'}
        </strong>
        {lower !== null ? (
          <span>
            {formatInterval(lower, upper)} ·{' '}
            {stores === 1 ? 'the store’s own interval' : counted(stores, 'store')}
          </span>
        ) : (
          <span>{causeOf(reason)}</span>
        )}
        {value !== null && <small>{caveat}</small>}
        <CountWarnings warnings={warnings} />
      </span>
    </>
  );
}
