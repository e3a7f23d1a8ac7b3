import { useQuery } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { ItemRankingDocument, type ItemRankingQuery } from '../../generated/graphql.js';
import { METRICS } from '../../lift/metrics.js';
import { scaleOfIntervals } from '../../ui/chart/scale.js';
import { LoadMore } from '../../ui/LoadMore.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import { QueryView } from '../../ui/page/QueryView.js';
import { useLayout } from '../list-layout.js';
import { ItemBar, type ItemBarProps } from './ItemBar.js';
import { ItemCards } from './ItemCards.js';
import { ItemTable } from './ItemTable.js';
import { narrows, toItemInput } from './item-view.js';
import { answerWords, listNotes } from './item-words.js';

const PAGE_SIZE = 25;
const SEARCH_DELAY_MS = 250;

type ItemRankingProps = Omit<ItemBarProps, 'layout'>;

/** Items with what they did and how that compares, sorted and filtered as the address says. */
export function ItemRanking(props: ItemRankingProps) {
  const { filters, view } = props;
  const layout = useLayout(view.layout);
  const [search] = useDebouncedValue(view.search, SEARCH_DELAY_MS);
  const { data, previousData, error, loading, refetch, fetchMore } = useQuery(ItemRankingDocument, {
    variables: { first: PAGE_SIZE, input: toItemInput(filters, { ...view, search }) },
    notifyOnNetworkStatusChange: true,
  });
  const list = (data ?? (error ? undefined : previousData))?.itemPerformance;
  return (
    <Panel
      title={`${METRICS[filters.metric].name} by item`}
      lead={list && list.totalCount > 0 && answerWords(factsOf(list, props))}
    >
      <ItemBar {...props} layout={layout} />
      <div className="lift-detail" aria-busy={loading} data-stale={(loading && !data) || undefined}>
        <QueryView data={list} error={error} refetch={refetch} skeleton={<RankingSkeleton />}>
          {(shown) => (
            <>
              <Items list={shown} layout={layout} {...props} />
              <LoadMore list={shown} loading={loading} fetchMore={fetchMore} />
              <Notes list={shown} {...props} />
            </>
          )}
        </QueryView>
      </div>
    </Panel>
  );
}

type List = ItemRankingQuery['itemPerformance'];

const factsOf = ({ edges, totalCount }: List, { filters, view }: ItemRankingProps) => ({
  metric: filters.metric,
  order: view.order,
  rows: edges.map(({ node }) => node),
  totalCount,
});

interface ItemsProps extends ItemRankingProps {
  readonly list: List;
  readonly layout: ItemBarProps['layout'];
}

function Items({ list, layout, ...props }: ItemsProps) {
  const { filters, view, onView } = props;
  const { rows, metric, order } = factsOf(list, props);
  if (rows.length === 0) return <NoItem isNarrowed={narrows(view, filters)} />;
  const Layout = layout === 'cards' ? ItemCards : ItemTable;
  return (
    <Layout
      rows={rows}
      metric={metric}
      scale={scaleOfIntervals(rows.map(({ lift }) => lift))}
      order={order}
      onSort={(next) => onView({ order: next })}
      showsOrigin={view.origin === 'ALL'}
    />
  );
}

const NoItem = ({ isNarrowed }: { readonly isNarrowed: boolean }) =>
  isNarrowed ? (
    <EmptyNotice title="No item fits">Loosen the filters to see items again.</EmptyNotice>
  ) : (
    <EmptyNotice title="There is no item yet">Items appear with an import.</EmptyNotice>
  );

const Notes = ({ list, ...props }: Omit<ItemsProps, 'layout'>) =>
  list.edges.length > 0 &&
  listNotes(factsOf(list, props)).map((note) => (
    <p className="note" key={note}>
      {note}
    </p>
  ));

const RankingSkeleton = () => <Skeleton height={640} radius="lg" aria-hidden="true" />;
