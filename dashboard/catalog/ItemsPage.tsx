import { useQuery } from '@apollo/client/react';
import { Anchor, Group, Select, Skeleton, Stack } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { optionsOf } from '../format/words.js';
import { WorkspaceContentsDocument } from '../generated/graphql.js';
import { problemOf } from '../lift/filter-problems.js';
import { FilterProblems } from '../lift/filters/FilterProblems.js';
import type { LiftFilters } from '../lift/lift-filters.js';
import { METRIC_NAMES } from '../lift/metrics.js';
import { PeriodPicker } from '../lift/period/PeriodPicker.js';
import { useLiftFilters } from '../lift/use-lift-filters.js';
import { useUnknownChoices } from '../lift/use-unknown-choices.js';
import { may } from '../session/may.js';
import { useSession, useWorkspacePath } from '../session/session.js';
import { EmptyNotice } from '../ui/page/EmptyNotice.js';
import { ErrorNotice } from '../ui/page/ErrorNotice.js';
import { Page } from '../ui/page/Page.js';
import { PageQuery } from '../ui/page/PageQuery.js';
import { ItemRanking } from './item-ranking/ItemRanking.js';
import { useItemView } from './item-ranking/use-item-view.js';

const HEAD = { title: 'Items', lead: 'Which AI items should we produce?' } as const;

/** Every item with what it did, AI items that do best first. */
export function ItemsPage() {
  const { data, error, refetch } = useQuery(WorkspaceContentsDocument, { fetchPolicy: 'cache-and-network' });
  return (
    <PageQuery {...HEAD} data={data} error={error} refetch={refetch} skeleton={<ItemsSkeleton />}>
      {({ workspace }) => (
        <Page {...HEAD}>
          {workspace.storeCount === 0 ? <NoItem /> : <Items timeZone={workspace.timeZone} />}
        </Page>
      )}
    </PageQuery>
  );
}

/** The filters of the lift that this page has; it leaves others in the address alone. */
const OWN_FILTERS = [
  'metric',
  'from',
  'through',
  'storeIds',
  'categories',
] as const satisfies readonly (keyof LiftFilters)[];

function Items({ timeZone }: { readonly timeZone: string }) {
  const { filters, problems, change, removeProblem, choices } = useItemFilters();
  const { view, change: onView } = useItemView(filters.metric);
  return (
    <Stack gap="lg">
      <Group gap="xs" align="flex-start">
        <Select
          aria-label="Metric"
          w={220}
          data={optionsOf(METRIC_NAMES)}
          value={problemOf(problems, 'metric') ? null : filters.metric}
          placeholder="Choose a metric"
          allowDeselect={false}
          error={problemOf(problems, 'metric')}
          onChange={(metric) => metric && change({ metric })}
        />
        <PeriodPicker
          period={filters}
          onChange={({ from, through }) => change({ from, through })}
          timeZone={timeZone}
          error={problemOf(problems, 'from', 'through')}
        />
      </Group>
      {problems.length > 0 && <FilterProblems problems={problems} onRemove={removeProblem} />}
      {choices.error !== undefined && <ErrorNotice error={choices.error} onRetry={choices.retry} />}
      {problems.length === 0 && choices.problems && (
        <ItemRanking filters={filters} problems={problems} onFilter={change} view={view} onView={onView} />
      )}
      {problems.length === 0 && !choices.problems && choices.error === undefined && <ItemsSkeleton />}
    </Stack>
  );
}

/** CTR over all scenarios unless another metric is asked for: orders and revenue are then all there are. */
function useItemFilters() {
  const [params] = useSearchParams();
  const { filters: asked, problems: all, change, removeProblem } = useLiftFilters();
  const filters: LiftFilters = params.get('metric') ? asked : { ...asked, metric: 'CTR' };
  const choices = useUnknownChoices(filters);
  const own = all.filter(({ filter }) => OWN_FILTERS.some((name) => name === filter));
  return { filters, problems: [...own, ...(choices.problems ?? [])], change, removeProblem, choices };
}

const ItemsSkeleton = () => <Skeleton height={640} radius="lg" aria-hidden="true" />;

function NoItem() {
  const { viewer } = useSession();
  const workspacePath = useWorkspacePath();
  return (
    <EmptyNotice title="There is no item yet">
      Items appear with the first import.{' '}
      {may(viewer.role, 'importFiles') && (
        <Anchor component={Link} to={workspacePath('import')}>
          Import counts or items
        </Anchor>
      )}
    </EmptyNotice>
  );
}
