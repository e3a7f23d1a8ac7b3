import { Badge, Box, Group } from '@mantine/core';
import { formatCount } from '../../format/numbers.js';
import { counted } from '../../format/words.js';
import { NoScenarioHint } from '../../lift/headline/NoScenarioHint.js';
import { METRICS } from '../../lift/metrics.js';
import { StoreLink } from '../../lift/StoreLink.js';
import { StorePages } from '../../lift/StorePages.js';
import { type DataColumn, DataTable } from '../../ui/DataTable.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import { SearchField } from './RankingBar.js';
import { type RankedStore, type RankingReport, toRankedStores } from './ranked-stores.js';
import { type RankingView, shownStores } from './ranking-view.js';

type Store = RankedStore['store'];

const COLUMNS: readonly DataColumn<Store>[] = [
  { header: 'Store', cell: ({ id, name }) => <StoreLink id={id} name={name} />, namesRow: true },
  { header: 'Attributes', cell: ({ attributes }) => <Attributes of={attributes} />, wideOnly: true },
  { header: 'AI items', cell: ({ itemCounts }) => formatCount(itemCounts.aiGenerated), numeric: true },
  {
    header: 'Human-designed items',
    cell: ({ itemCounts }) => formatCount(itemCounts.humanDesigned),
    numeric: true,
  },
];

const Attributes = ({ of }: { readonly of: Store['attributes'] }) => (
  <Group gap={6}>
    {of.map(({ name, value }) => (
      <Badge key={name} variant="default" tt="none" fw={450}>
        {name}: {value}
      </Badge>
    ))}
  </Group>
);

export interface StoreCatalogueProps {
  readonly report: RankingReport;
  readonly view: RankingView;
  readonly onChange: (changes: Partial<RankingView>) => void;
}

/** Stores of which nothing has been counted, so that there is nothing to rank them by: who they are. */
export function StoreCatalogue({ report, view, onChange }: StoreCatalogueProps) {
  const { metric, settings } = report;
  const isPart = settings.from !== null || settings.to !== null;
  const { name, scenario } = METRICS[metric];
  const byName = { ...view, standing: null, order: { by: 'name', direction: 'ascending' } } as const;
  const { stores, found, page, pages } = shownStores(toRankedStores(report), byName, metric);
  return (
    <Panel
      title={counted(found, 'store')}
      lead={`Nothing has been counted for ${name}${isPart ? ' in this period' : ' yet'}, so no store can be compared. Choose another metric${isPart ? ' or period' : ''}, or send events.`}
      actions={<SearchField view={view} onChange={onChange} />}
    >
      <DataTable
        label="Stores"
        columns={COLUMNS}
        rows={stores.map(({ store }) => store)}
        rowKey={({ id }) => id}
        empty={<EmptyNotice title={`No store is named like “${view.search}”`} />}
      />
      <Box mt="md">
        <StorePages pages={pages} shown={page} onPage={(next) => onChange({ page: next })} />
      </Box>
      {scenario && <NoScenarioHint scenario={scenario} />}
    </Panel>
  );
}
