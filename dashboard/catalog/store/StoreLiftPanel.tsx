import { useQuery } from '@apollo/client/react';
import { formatInterval, formatLift } from '../../format/numbers.js';
import { type OneStoreLiftFragment, StoreLiftsDocument } from '../../generated/graphql.js';
import { CountWarnings } from '../../lift/CountWarnings.js';
import { METRICS } from '../../lift/metrics.js';
import { IntervalMark } from '../../ui/chart/IntervalMark.js';
import { niceScale } from '../../ui/chart/scale.js';
import { Panel } from '../../ui/page/Panel.js';
import { QueryView } from '../../ui/page/QueryView.js';

/** The lift of one store for the three named metrics. */
export function StoreLiftPanel({ storeId }: { readonly storeId: string }) {
  const of = (metric: OneStoreLiftFragment['metric']) => ({ metric, storeIds: [storeId] });
  const { data, error, refetch } = useQuery(StoreLiftsDocument, {
    variables: {
      search: of('SEARCH_CTR'),
      recommendation: of('RECOMMENDATION_CTR'),
      conversion: of('CONVERSION_RATE'),
    },
  });
  return (
    <Panel title="Lift of this store" lead="AI items against the human-designed items of this store.">
      <QueryView data={data} error={error} refetch={refetch}>
        {({ search, recommendation, conversion }) => (
          <dl className="store-lifts">
            {[search, recommendation, conversion].map((report) => (
              <OneLift key={report.metric} report={report} storeId={storeId} />
            ))}
          </dl>
        )}
      </QueryView>
    </Panel>
  );
}

interface OneLiftProps {
  readonly report: OneStoreLiftFragment;
  readonly storeId: string;
}

function OneLift({ report, storeId }: OneLiftProps) {
  const found = report.stores.find(({ store }) => store.id === storeId);
  const excluded = report.excluded.find(({ store }) => store.id === storeId);
  const lower = found?.lower ?? null;
  const upper = found?.upper ?? null;
  return (
    <div>
      <dt>{METRICS[report.metric].name}</dt>
      <dd>
        <span className="store-lift-value">{formatLift(found?.lift)}</span>
        {lower !== null && upper !== null ? (
          <>
            <IntervalMark
              interval={{ value: found?.lift ?? null, lower, upper }}
              scale={niceScale(lower, upper)}
            />
            <small>95% interval {formatInterval(lower, upper)}</small>
          </>
        ) : (
          <small>{found?.reason ?? excluded?.reason ?? 'No traffic yet'}</small>
        )}
        <CountWarnings warnings={(found ?? excluded)?.warnings ?? []} />
      </dd>
    </div>
  );
}
