import { useQuery } from '@apollo/client/react';
import { Anchor, Badge, Group, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Link } from 'react-router';
import { formatCount } from '../format/numbers.js';
import { StoresDocument, type StoresQuery } from '../generated/graphql.js';
import { may } from '../session/may.js';
import { useSession, useWorkspacePath } from '../session/session.js';
import { type DataColumn, DataTable } from '../ui/DataTable.js';
import { IconSearch } from '../ui/icons/outlined.js';
import { LoadMore } from '../ui/LoadMore.js';
import { EmptyNotice } from '../ui/page/EmptyNotice.js';
import { Page } from '../ui/page/Page.js';
import { QueryView } from '../ui/page/QueryView.js';
import { useUrlText } from '../ui/use-url-text.js';

const PAGE_SIZE = 50;
const SEARCH_DELAY_MS = 250;

type StoreRow = StoresQuery['stores']['edges'][number]['node'];

const COLUMNS: readonly DataColumn<StoreRow>[] = [
  { header: 'Store', cell: (store) => <StoreLink store={store} />, namesRow: true },
  { header: 'Attributes', cell: ({ attributes }) => <Attributes of={attributes} />, wideOnly: true },
  { header: 'AI items', cell: ({ itemCounts }) => formatCount(itemCounts.aiGenerated), numeric: true },
  {
    header: 'Human-designed items',
    cell: ({ itemCounts }) => formatCount(itemCounts.humanDesigned),
    numeric: true,
  },
];

function StoreLink({ store: { id, name } }: { readonly store: StoreRow }) {
  const workspacePath = useWorkspacePath();
  return (
    <Anchor component={Link} to={workspacePath(`stores/${id}`)}>
      {name}
    </Anchor>
  );
}

const Attributes = ({ of }: { readonly of: StoreRow['attributes'] }) => (
  <Group gap={6}>
    {of.map(({ name, value }) => (
      <Badge key={name} variant="default" tt="none" fw={450}>
        {name}: {value}
      </Badge>
    ))}
  </Group>
);

export function StoresPage() {
  const [search, setSearch] = useUrlText('search');
  const [settled] = useDebouncedValue(search, SEARCH_DELAY_MS);
  const { data, previousData, error, loading, refetch, fetchMore } = useQuery(StoresDocument, {
    variables: { first: PAGE_SIZE, search: settled },
    notifyOnNetworkStatusChange: true,
  });

  return (
    <Page title="Stores" lead="Every store whose items are compared.">
      <TextInput
        aria-label="Find a store"
        placeholder="Find a store by name"
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        maw={360}
        mb="md"
      />
      <QueryView data={data ?? (error ? undefined : previousData)} error={error} refetch={refetch}>
        {({ stores }) => (
          <>
            <StoresTable stores={stores} search={settled} />
            <LoadMore list={stores} loading={loading} fetchMore={fetchMore} />
          </>
        )}
      </QueryView>
    </Page>
  );
}

interface StoresTableProps {
  readonly stores: StoresQuery['stores'];
  readonly search: string;
}

function StoresTable({ stores, search }: StoresTableProps) {
  if (stores.edges.length === 0) return <NoStore search={search} />;
  return (
    <div className="panel">
      <DataTable
        label="Stores"
        columns={COLUMNS}
        rows={stores.edges.map(({ node }) => node)}
        rowKey={({ id }) => id}
      />
    </div>
  );
}

function NoStore({ search }: { readonly search: string }) {
  const { viewer } = useSession();
  const workspacePath = useWorkspacePath();
  if (search) return <EmptyNotice title={`No store is named like “${search}”`} />;
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
