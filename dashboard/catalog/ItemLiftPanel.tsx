import { useQuery } from '@apollo/client/react';
import { Text } from '@mantine/core';
import {
  type ItemLiftPartsFragment,
  ItemLiftsDocument,
  type ItemLiftsQuery,
  type ItemOrigin,
  type LiftMetric,
} from '../generated/graphql.js';
import { verdictTone } from '../lift/headline/verdict.js';
import { LIFT_VALUE } from '../lift/interval-columns.js';
import { METRICS } from '../lift/metrics.js';
import { type IntervalColumn, IntervalTable } from '../ui/chart/IntervalTable.js';
import { scaleOfEstimates } from '../ui/chart/scale.js';
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
  const of = (metric: LiftMetric) => ({ metric, itemIds: [itemId] });
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
          <LiftTable rows={toRows(lifts)} />
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
  readonly rate: number | null;
}

const toRows = (lifts: ItemLiftsQuery): LiftRow[] =>
  (Object.keys(METRIC_OF) as (keyof typeof METRIC_OF)[]).flatMap((name) =>
    lifts[name].edges.map(({ node }) => ({ metric: METRIC_OF[name], ...node })),
  );

const RATE_COLUMN: readonly IntervalColumn<LiftRow>[] = [
  { header: 'Rate', cell: ({ metric, rate }) => METRICS[metric].formatRate(rate, null) },
];

const LiftTable = ({ rows }: { readonly rows: readonly LiftRow[] }) => (
  <IntervalTable
    caption="Lift of this item by metric, each with its interval"
    header="Metric"
    rows={rows}
    rowKey={({ metric }) => metric}
    label={({ metric }) => METRICS[metric].name}
    before={RATE_COLUMN}
    estimate={({ lift }) => lift}
    {...LIFT_VALUE}
    intervalHeader="95% interval"
    scale={scaleOfEstimates(rows.map(({ lift }) => lift))}
    look={(row) => ({ className: verdictTone(row) })}
  />
);
