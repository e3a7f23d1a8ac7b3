import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { formatDay } from '../../format/dates.js';
import { formatLift } from '../../format/numbers.js';
import type { LiftMetric, RankedItemFragment } from '../../generated/graphql.js';
import { useWorkspacePath } from '../../session/session.js';
import { IntervalMark } from '../../ui/chart/IntervalMark.js';
import type { Scale } from '../../ui/chart/scale.js';
import { intervalWords, revenueWords, standingOf, unknownOrdersWords } from './item-words.js';

export interface ItemCellProps {
  readonly line: RankedItemFragment;
  readonly metric: LiftMetric;
}

/** The title, which leads to the page of the item. */
export function ItemLink({ line: { item } }: Pick<ItemCellProps, 'line'>) {
  const workspacePath = useWorkspacePath();
  return (
    <>
      <Anchor component={Link} to={workspacePath(`items/${item.id}`)} fz="inherit" title={item.title}>
        {item.title}
      </Anchor>
      {item.retiredOn && <small>Retired {formatDay(item.retiredOn)}</small>}
    </>
  );
}

export function Revenue({ line: { totals } }: Pick<ItemCellProps, 'line'>) {
  const ofOrders = unknownOrdersWords(totals);
  return (
    <>
      {revenueWords(totals)}
      {ofOrders && <small>{ofOrders}</small>}
    </>
  );
}

/** The item's own lift, and in a word what its interval says. */
export function LiftValue({ line, metric }: ItemCellProps) {
  const standing = standingOf(metric, line);
  return (
    <>
      <strong>{formatLift(line.lift.value)}</strong>
      {standing && <span className={`standing tone-${standing.tone}`}>{standing.words}</span>}
    </>
  );
}

/** The item's own interval, drawn and in words, or why there is none. */
export function LiftInterval({ line, metric, scale }: ItemCellProps & { readonly scale: Scale }) {
  const words = intervalWords(line);
  if (line.lift.lower === null) return <span className="ranking-reason">{words}</span>;
  return (
    <>
      <IntervalMark
        interval={line.lift}
        scale={scale}
        className={standingOf(metric, line)?.tone ?? 'quiet'}
      />
      <span className="ranking-interval">{words}</span>
      {line.lift.reason && <span className="ranking-reason">{line.lift.reason}</span>}
    </>
  );
}
