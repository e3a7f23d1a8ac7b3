import { Group, Text } from '@mantine/core';
import { formatCount } from '../../format/numbers.js';
import { counted } from '../../format/words.js';
import { METRICS } from '../../lift/metrics.js';
import { StorePages } from '../../lift/StorePages.js';
import { scaleOfIntervals } from '../../ui/chart/scale.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import { useLayout } from '../list-layout.js';
import { RankingBar, type RankingProps } from './RankingBar.js';
import { RankingCards } from './RankingCards.js';
import { RankingTable } from './RankingTable.js';
import { countStandings, type RankingReport, toRankedStores } from './ranked-stores.js';
import { shownStores } from './ranking-view.js';
import { rankingNotes, shrinkageWords, standingWords } from './ranking-words.js';

/** Every store with what its items did, sorted and filtered as the address says. */
export function StoreRanking({
  report,
  ...ranking
}: Omit<RankingProps, 'metric'> & { readonly report: RankingReport }) {
  const { view, onChange } = ranking;
  const { metric, settings } = report;
  const all = toRankedStores(report);
  const counts = countStandings(all);
  const { stores, found, page, pages } = shownStores(all, view, metric);
  const layout = useLayout(view.layout);
  const Stores = layout === 'cards' ? RankingCards : RankingTable;
  return (
    <Panel
      title={`${METRICS[metric].name} by store`}
      lead={`${standingWords(counts)} ${shrinkageWords(report)}`}
    >
      <RankingBar {...ranking} metric={metric} counts={counts} layout={layout} />
      {stores.length === 0 ? (
        <EmptyNotice title="No store is shown">
          Change the name or the filter to see stores again.
        </EmptyNotice>
      ) : (
        <Stores
          stores={stores}
          metric={metric}
          confidence={settings.confidence}
          scale={scaleOfIntervals(all.map(({ lift, ...ends }) => ({ value: lift, ...ends })))}
          order={view.order}
          onSort={(order) => onChange({ order })}
        />
      )}
      <Group justify="space-between" mt="md">
        <Text size="sm" c="dimmed" role="status">
          {found === all.length
            ? counted(all.length, 'store')
            : `${formatCount(found)} of ${counted(all.length, 'store')}`}
        </Text>
        <StorePages pages={pages} shown={page} onPage={(next) => onChange({ page: next })} />
      </Group>
      {rankingNotes(report, view.order).map((note) => (
        <p className="note" key={note}>
          {note}
        </p>
      ))}
    </Panel>
  );
}
