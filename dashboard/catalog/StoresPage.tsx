import { useQuery } from '@apollo/client/react';
import { Anchor, Group, Select, Skeleton, Stack } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { optionsOf } from '../format/words.js';
import { type LiftMetric, StoreRankingDocument, WorkspaceContentsDocument } from '../generated/graphql.js';
import { type FilterProblem, problemOf } from '../lift/filter-problems.js';
import { FilterProblems } from '../lift/filters/FilterProblems.js';
import { type LiftFilters, NO_FILTERS, toLiftInput } from '../lift/lift-filters.js';
import { METRIC_NAMES } from '../lift/metrics.js';
import { PeriodPicker } from '../lift/period/PeriodPicker.js';
import { useFirstMetric } from '../lift/use-first-metric.js';
import { useLiftFilters } from '../lift/use-lift-filters.js';
import { may } from '../session/may.js';
import { useSession, useWorkspacePath } from '../session/session.js';
import { EmptyNotice } from '../ui/page/EmptyNotice.js';
import { Page } from '../ui/page/Page.js';
import { PageQuery } from '../ui/page/PageQuery.js';
import { QueryView, RowsSkeleton } from '../ui/page/QueryView.js';
import { hasNoCounts, type RankingReport } from './store-ranking/ranked-stores.js';
import { StoreCatalogue } from './store-ranking/StoreCatalogue.js';
import { StoreRanking } from './store-ranking/StoreRanking.js';
import { useRankingView } from './store-ranking/use-ranking-view.js';

const HEAD = { title: 'Stores', lead: 'In which stores do AI items do better?' } as const;

/** Every store with the lift of its AI items, to be sorted and filtered. */
export function StoresPage() {
  const { data, error, refetch } = useQuery(WorkspaceContentsDocument, { fetchPolicy: 'cache-and-network' });
  return (
    <PageQuery {...HEAD} data={data} error={error} refetch={refetch} skeleton={<RankingSkeleton />}>
      {({ workspace }) => (
        <Page {...HEAD}>
          {workspace.storeCount === 0 ? <NoStore /> : <Stores timeZone={workspace.timeZone} />}
        </Page>
      )}
    </PageQuery>
  );
}

/** The filters of the lift that this page has; it leaves others in the address alone. */
const OWN_FILTERS = ['metric', 'from', 'through'] as const satisfies readonly (keyof LiftFilters)[];

function Stores({ timeZone }: { readonly timeZone: string }) {
  const [params] = useSearchParams();
  const { filters, problems: all, change, removeProblem } = useLiftFilters();
  const problems = all.filter(({ filter }) => OWN_FILTERS.some((own) => own === filter));
  const isRight = problems.length === 0;
  const { from, through } = filters;
  const question = { ...filters, ...NO_FILTERS, confidence: null, from, through };
  const first = useFirstMetric(isRight && !params.get('metric') ? question : null);
  const metric = params.get('metric') ? filters.metric : first;
  return (
    <Stack gap="lg">
      <Group gap="xs" align="flex-start">
        <MetricSelect value={metric} problems={problems} onChange={(chosen) => change({ metric: chosen })} />
        <PeriodPicker
          period={filters}
          onChange={(period) => change({ from: period.from, through: period.through })}
          timeZone={timeZone}
          error={problemOf(problems, 'from', 'through')}
        />
      </Group>
      {!isRight && <FilterProblems problems={problems} onRemove={removeProblem} />}
      {isRight && metric && <Ranking question={{ ...question, metric }} />}
      {isRight && !metric && <RankingSkeleton />}
    </Stack>
  );
}

interface MetricSelectProps {
  /** Null until it is known. */
  readonly value: LiftMetric | null;
  readonly problems: readonly FilterProblem[];
  readonly onChange: (metric: LiftMetric) => void;
}

const MetricSelect = ({ value, problems, onChange }: MetricSelectProps) => (
  <Select
    aria-label="Metric"
    w={220}
    data={optionsOf(METRIC_NAMES)}
    value={problemOf(problems, 'metric') ? null : value}
    placeholder="Choose a metric"
    allowDeselect={false}
    error={problemOf(problems, 'metric')}
    onChange={(chosen) => chosen && onChange(chosen)}
  />
);

/** The last answer stays, dimmed, while the next loads; never next to an error. */
function Ranking({ question }: { readonly question: LiftFilters }) {
  const { data, previousData, error, loading, refetch } = useQuery(StoreRankingDocument, {
    variables: { input: toLiftInput(question) },
  });
  const shown = data ?? (error ? undefined : previousData);
  return (
    <div className="lift-detail" aria-busy={loading} data-stale={(loading && !data) || undefined}>
      <QueryView data={shown} error={error} refetch={refetch} skeleton={<RankingSkeleton />}>
        {({ lift }) => <RankedOrListed report={lift} />}
      </QueryView>
    </div>
  );
}

function RankedOrListed({ report }: { readonly report: RankingReport }) {
  const { view, change } = useRankingView(report);
  const Stores = hasNoCounts(report) ? StoreCatalogue : StoreRanking;
  return <Stores report={report} view={view} onChange={change} />;
}

const RankingSkeleton = () => (
  <div className="panel" aria-hidden="true">
    <Skeleton height={24} width={240} mb="md" />
    <Skeleton height={36} mb="lg" maw={440} />
    <RowsSkeleton />
  </div>
);

function NoStore() {
  const { viewer } = useSession();
  const workspacePath = useWorkspacePath();
  return (
    <EmptyNotice title="There is no store yet">
      Stores appear with the first import.{' '}
      {may(viewer.role, 'importFiles') && (
        <Anchor component={Link} to={workspacePath('import')}>
          Import counts or items
        </Anchor>
      )}
    </EmptyNotice>
  );
}
