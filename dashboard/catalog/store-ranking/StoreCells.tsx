import { formatInterval } from '../../format/numbers.js';
import { CountWarnings } from '../../lift/CountWarnings.js';
import { IntervalMark } from '../../ui/chart/IntervalMark.js';
import type { Scale } from '../../ui/chart/scale.js';
import { type RankedStore, STANDING_NAMES, type Standing } from './ranked-stores.js';

/** Colours of a standing; words always say the same. */
const STANDING_TONES: Record<Standing, string> = {
  AHEAD: 'better',
  BEHIND: 'worse',
  UNCLEAR: 'quiet',
  NOT_COMPARED: 'quiet',
};

export const StandingWords = ({ standing }: Pick<RankedStore, 'standing'>) => (
  <span className={`standing tone-${STANDING_TONES[standing]}`}>{STANDING_NAMES[standing]}</span>
);

export interface OwnIntervalProps {
  readonly line: Pick<RankedStore, 'lift' | 'lower' | 'upper' | 'reason' | 'standing'>;
  readonly scale: Scale;
}

/** The store's own interval, drawn and in words, or why there is none. */
export function OwnInterval({ line: { lift, lower, upper, reason, standing }, scale }: OwnIntervalProps) {
  if (lower === null || upper === null) return <span className="ranking-reason">{reason ?? '–'}</span>;
  return (
    <>
      <IntervalMark
        interval={{ value: lift, lower, upper }}
        scale={scale}
        className={STANDING_TONES[standing]}
      />
      <span className="ranking-interval">{formatInterval(lower, upper)}</span>
    </>
  );
}

/** What is said of a store below its name: its attributes, and what is suspicious about its counts. */
export const StoreRemarks = ({ store: { store, warnings } }: { readonly store: RankedStore }) => (
  <>
    {store.attributes.length > 0 && (
      <small title={store.attributes.map(({ name, value }) => `${name}: ${value}`).join(', ')}>
        {store.attributes.map(({ value }) => value).join(' · ')}
      </small>
    )}
    <CountWarnings warnings={warnings} />
  </>
);
