import { useQuery } from '@apollo/client/react';
import { Text } from '@mantine/core';
import { formatInterval, formatLift } from '../format/numbers.js';
import {
  type ItemLiftPartsFragment,
  ItemLiftsDocument,
  type ItemLiftsQuery,
  type ItemOrigin,
  type LiftMetric,
} from '../generated/graphql.js';
import { verdictTone } from '../lift/headline/verdict.js';
import { METRICS } from '../lift/metrics.js';
import { IntervalMark } from '../ui/chart/IntervalMark.js';
import { type Scale, scaleOfEstimates } from '../ui/chart/scale.js';
import { Panel } from '../ui/page/Panel.js';
import { QueryView } from '../ui/page/QueryView.js';
import { placeWords } from './item-ranking/item-words.js';

const METRIC_OF = {
  ctr: 'CTR',
  search: 'SEARCH_CTR',
  recommendation: 'RECOMMENDATION_CTR',
  conversion: 'CONVERSION_RATE',
} as const satisfies Record<keyof Omit<ItemLiftsQuery, '__typename'>, LiftMetric>;

export interface ItemLiftPanelProps {
  readonly item: { readonly id: string; readonly origin: ItemOrigin };
}

/** How an item does against the human-designed items of its store. */
export const ItemLiftPanel = ({ item: { id, origin } }: ItemLiftPanelProps) =>
  origin === 'AI_GENERATED' ? (
    <Panel title="Lift of this item" lead="Against the human-designed items of its store, over all days.">
      <ItemLifts itemId={id} />
    </Panel>
  ) : (
    <Panel title="Lift of this item">
      <Text size="sm">Human-designed items are what AI items are compared with, so they have no lift.</Text>
    </Panel>
  );

function ItemLifts({ itemId }: { readonly itemId: string }) {
  // Of one item any order is right; this one needs no totals of others.
  const of = (metric: LiftMetric) => ({ metric, itemIds: [itemId], sort: 'TITLE' as const });
  const { ctr, search, recommendation, conversion } = METRIC_OF;
  const { data, error, refetch } = useQuery(ItemLiftsDocument, {
    variables: {
      ...{ ctr: of(ctr), search: of(search) },
      ...{ recommendation: of(recommendation), conversion: of(conversion) },
    },
  });
  return (
    <QueryView data={data} error={error} refetch={refetch}>
      {(lifts) => (
        <>
          <LiftList rows={toRows(lifts)} />
          {lifts.ctr.edges.map(({ node }) => (
            <p key={itemId} className="note">
              {placeWords(node)}
            </p>
          ))}
        </>
      )}
    </QueryView>
  );
}

interface LiftRow extends ItemLiftPartsFragment {
  readonly metric: LiftMetric;
}

const toRows = (lifts: ItemLiftsQuery): LiftRow[] =>
  (Object.keys(METRIC_OF) as (keyof typeof METRIC_OF)[]).flatMap((name) =>
    lifts[name].edges.map(({ node }) => ({ metric: METRIC_OF[name], ...node })),
  );

const LiftList = ({ rows }: { readonly rows: readonly LiftRow[] }) => (
  <dl className="store-lifts">
    {rows.map((row) => (
      <OneLift key={row.metric} row={row} scale={scaleOfEstimates(rows.map(({ lift }) => lift))} />
    ))}
  </dl>
);

const OneLift = ({ row, scale }: { readonly row: LiftRow; readonly scale: Scale }) => (
  <div>
    <dt>{METRICS[row.metric].name}</dt>
    <dd>
      <span className="store-lift-value">{formatLift(row.lift.value)}</span>
      {row.lift.lower !== null && (
        <IntervalMark interval={row.lift} scale={scale} className={verdictTone(row)} />
      )}
      <small>
        {row.lift.lower === null
          ? row.lift.reason
          : `95% interval ${formatInterval(row.lift.lower, row.lift.upper)}`}
      </small>
      {row.lift.lower !== null && row.lift.reason && <small>{row.lift.reason}</small>}
    </dd>
  </div>
);
