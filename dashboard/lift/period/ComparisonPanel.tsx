import { useQuery } from '@apollo/client/react';
import { counted } from '../../format/words.js';
import { LiftComparisonDocument } from '../../generated/graphql.js';
import { IntervalTable } from '../../ui/chart/IntervalTable.js';
import { scaleOfEstimates } from '../../ui/chart/scale.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import { QueryView } from '../../ui/page/QueryView.js';
import { type Headline, verdictTone, verdictWords } from '../headline/verdict.js';
import { confidenceWords, LIFT_VALUE } from '../interval-columns.js';
import { DEFAULT_CONFIDENCE, type LiftFilters, toLiftInput } from '../lift-filters.js';
import { METRICS } from '../metrics.js';
import { type ClosedPeriod, isClosed, periodBefore, periodWords } from '../periods.js';

const LEAD =
  'The headline of each period with its own interval. Whether the lift changed is not tested: the periods share stores and items, so the two estimates are not independent.';

/** The headline next to that of as many days right before. */
export const ComparisonPanel = ({ filters }: { readonly filters: LiftFilters }) => (
  <Panel title={`${METRICS[filters.metric].name}: compared with the previous period`} lead={LEAD}>
    {isClosed(filters) ? (
      <Comparison filters={filters} period={filters} />
    ) : (
      <EmptyNotice title="No previous period">
        Choose a period with a first and a last day. It is then compared with as many days right before.
      </EmptyNotice>
    )}
  </Panel>
);

interface ComparisonProps {
  readonly filters: LiftFilters;
  readonly period: ClosedPeriod;
}

function Comparison({ filters, period }: ComparisonProps) {
  const before = periodBefore(period);
  const { data, previousData, loading, error, refetch } = useQuery(LiftComparisonDocument, {
    variables: { current: toLiftInput(filters), previous: toLiftInput({ ...filters, ...before }) },
  });
  return (
    <div className="lift-detail" aria-busy={loading} data-stale={(loading && !data) || undefined}>
      <QueryView data={data ?? (error ? undefined : previousData)} error={error} refetch={refetch}>
        {({ current, previous }) => (
          <PeriodsTable
            confidence={filters.confidence ?? DEFAULT_CONFIDENCE}
            rows={[
              { name: 'This period', days: periodWords(period), report: current },
              { name: 'Previous period', days: periodWords(before), report: previous },
            ]}
          />
        )}
      </QueryView>
    </div>
  );
}

interface PeriodRow {
  readonly name: string;
  readonly days: string;
  readonly report: Headline;
}

interface PeriodsTableProps {
  readonly rows: readonly PeriodRow[];
  readonly confidence: number;
}

const PeriodsTable = ({ rows, confidence }: PeriodsTableProps) => (
  <IntervalTable
    caption="Headline lift of two periods, each with its interval"
    header="Period"
    rows={rows}
    rowKey={({ name }) => name}
    label={({ name }) => name}
    detail={({ days, report }) =>
      `${days} · ${verdictWords(report)} · ${counted(report.headline.stores, 'store')}`
    }
    estimate={({ report: { headline } }) => headline}
    {...LIFT_VALUE}
    intervalHeader={confidenceWords({ confidence })}
    scale={scaleOfEstimates(rows.map(({ report: { headline } }) => headline))}
    look={({ report }) => ({ shape: 'diamond', radius: 6, className: verdictTone(report) })}
  />
);
