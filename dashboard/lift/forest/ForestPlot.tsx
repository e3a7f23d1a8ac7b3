import { Group, Select, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { counted } from '../../format/words.js';
import type { LiftMetric } from '../../generated/graphql.js';
import { IconSearch } from '../../ui/icons/outlined.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import type { LiftReportData } from '../lift-report-data.js';
import { isBetterLift } from '../metrics.js';
import { StorePages } from '../StorePages.js';
import { ForestTable } from './ForestTable.js';
import { FOREST_ORDERS, type ForestOrder, forestScale, rowsNamed, toForestRows } from './forest-rows.js';

const PAGE_SIZE = 25;
const lead = (metric: LiftMetric): string =>
  `Each line is one store: its lift as a point, larger with more traffic, and its own interval as a whisker. A store ${isBetterLift(metric, 1) ? 'left' : 'right'} of zero is a store where human-designed items do better.`;

/** Forest plot: one row per store, with its interval, and the headline below them all. */
export function ForestPlot({ report }: { readonly report: LiftReportData }) {
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState<ForestOrder>('lift');
  const [page, setPage] = useState(1);
  if (report.stores.length === 0) return <NoForest excluded={report.excluded.length} />;

  const rows = toForestRows(report, order);
  const { scale, clipped } = forestScale(rows);
  const found = rowsNamed(rows, search);
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const shown = Math.min(page, pages);
  const controls = { search, onSearch: setSearch, order, onOrder: setOrder };
  return (
    <Panel title="Store by store" lead={lead(report.metric)} actions={<ForestControls {...controls} />}>
      <ForestTable
        rows={found.slice((shown - 1) * PAGE_SIZE, shown * PAGE_SIZE)}
        report={report}
        scale={scale}
      />
      <Group justify="space-between" mt="md">
        <Text size="sm" c="dimmed" role="status">
          {search ? `${counted(found.length, 'store')} found` : counted(rows.length, 'store')}
          {clipped > 0 && `; ${counted(clipped, 'interval')} reach beyond the axis and end in an arrow`}
        </Text>
        <StorePages pages={pages} shown={shown} onPage={setPage} />
      </Group>
    </Panel>
  );
}

const NoForest = ({ excluded }: { readonly excluded: number }) => (
  <Panel title="Store by store">
    {excluded > 0 ? (
      <EmptyNotice title="Every store is excluded">
        “Excluded stores”, at the end of this page, says why.
      </EmptyNotice>
    ) : (
      <EmptyNotice title="No store has enough data to estimate lift yet">
        A store counts once both its AI and its human-designed items were shown.
      </EmptyNotice>
    )}
  </Panel>
);

interface ForestControlsProps {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly order: ForestOrder;
  readonly onOrder: (order: ForestOrder) => void;
}

function ForestControls({ search, onSearch, order, onOrder }: ForestControlsProps) {
  return (
    <Group gap="xs">
      <TextInput
        aria-label="Find a store"
        placeholder="Find a store"
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
        w={180}
      />
      <Select
        aria-label="Order of the stores"
        data={Object.entries(FOREST_ORDERS).map(([value, label]) => ({ value, label }))}
        value={order}
        onChange={(value) => onOrder((value ?? 'lift') as ForestOrder)}
        allowDeselect={false}
        w={180}
      />
    </Group>
  );
}
