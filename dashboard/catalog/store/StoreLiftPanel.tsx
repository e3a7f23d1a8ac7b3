import { useQuery } from '@apollo/client/react';
import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { formatLift } from '../../format/numbers.js';
import { type LiftMetric, type OneStoreLiftFragment, StoreLiftsDocument } from '../../generated/graphql.js';
import { CountWarnings } from '../../lift/CountWarnings.js';
import { METRICS } from '../../lift/metrics.js';
import { VARIANCE_SENTENCES } from '../../lift/variance-words.js';
import { useWorkspacePath } from '../../session/session.js';
import { niceScale } from '../../ui/chart/scale.js';
import { Panel } from '../../ui/page/Panel.js';
import { QueryView } from '../../ui/page/QueryView.js';
import { OwnInterval, StandingWords } from '../store-ranking/StoreCells.js';
import { type StoreLine, storeLine, varianceSources } from './store-line.js';

/** The lift of one store for every metric, with the intervals that the plot of all stores shows. */
export function StoreLiftPanel({ storeId }: { readonly storeId: string }) {
  const of = (metric: LiftMetric) => ({ metric, storeIds: [storeId] });
  const { data, error, refetch } = useQuery(StoreLiftsDocument, {
    variables: {
      search: of('SEARCH_CTR'),
      recommendation: of('RECOMMENDATION_CTR'),
      conversion: of('CONVERSION_RATE'),
      clicks: of('CTR'),
      returns: of('RETURN_RATE'),
      revenue: of('REVENUE_PER_IMPRESSION'),
    },
  });
  return (
    <Panel
      title="Lift of this store"
      lead="AI items against the human-designed items of this store, each with its 95% interval."
    >
      <QueryView data={data} error={error} refetch={refetch}>
        {({ search, recommendation, conversion, clicks, returns, revenue }) => (
          <StoreLifts
            storeId={storeId}
            reports={[search, recommendation, conversion, clicks, returns, revenue]}
          />
        )}
      </QueryView>
    </Panel>
  );
}

interface StoreLiftsProps {
  readonly storeId: string;
  readonly reports: readonly OneStoreLiftFragment[];
}

function StoreLifts({ storeId, reports }: StoreLiftsProps) {
  const lines = reports.map((report) => ({ metric: report.metric, line: storeLine(report, storeId) }));
  return (
    <>
      <dl className="store-lifts">
        {lines.map(({ metric, line }) => (
          <OneLift key={metric} metric={metric} line={line} storeId={storeId} />
        ))}
      </dl>
      {varianceSources(lines.map(({ line }) => line)).map((source) => (
        <p className="note" key={source}>
          {VARIANCE_SENTENCES[source]}
        </p>
      ))}
    </>
  );
}

interface OneLiftProps {
  readonly metric: LiftMetric;
  /** Undefined where the viewer does not see the store. */
  readonly line: StoreLine | undefined;
  readonly storeId: string;
}

function OneLift({ metric, line, storeId }: OneLiftProps) {
  const workspacePath = useWorkspacePath();
  const { name, formatRate } = METRICS[metric];
  return (
    <div>
      <dt>
        <Anchor component={Link} to={workspacePath(`lift?metric=${metric}&store=${storeId}`)} fz="inherit">
          {name}
        </Anchor>
      </dt>
      <dd>
        <span className="store-lift-value">{formatLift(line?.lift)}</span>
        {line && <StandingWords standing={line.standing} />}
        {line && <OwnInterval line={line} scale={niceScale(line.lower ?? 0, line.upper ?? 0)} />}
        {line && line.ai.rate !== null && line.human.rate !== null && (
          <small>
            AI {formatRate(line.ai.rate, line.ai.currency)}, human{' '}
            {formatRate(line.human.rate, line.human.currency)}
          </small>
        )}
        <CountWarnings warnings={line?.warnings ?? []} />
      </dd>
    </div>
  );
}
