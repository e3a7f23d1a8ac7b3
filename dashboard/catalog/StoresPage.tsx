import { useQuery } from '@apollo/client/react';
import { Anchor, Badge, Group, Table, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useWorkspacePath } from '../app/session.js';
import { formatCount } from '../format/numbers.js';
import { StoresDocument, type StoresQuery } from '../generated/graphql.js';
import { LoadMore } from '../ui/LoadMore.js';
import { EmptyNotice } from '../ui/page/EmptyNotice.js';
import { Page } from '../ui/page/Page.js';
import { QueryView } from '../ui/page/QueryView.js';
import { useUrlText } from '../ui/use-url-text.js';

const PAGE_SIZE = 50;
const SEARCH_DELAY_MS = 250;

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
            <LoadMore
              shown={stores.edges.length}
              total={stores.totalCount}
              hasNextPage={stores.pageInfo.hasNextPage}
              loading={loading}
              onLoad={() => fetchMore({ variables: { after: stores.pageInfo.endCursor } })}
            />
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
  const workspacePath = useWorkspacePath();
  if (stores.edges.length === 0)
    return (
      <EmptyNotice title={search ? `No store is named like “${search}”` : 'There is no store yet'}>
        {!search && (
          <>
            Stores appear with the first import.{' '}
            <Anchor component={Link} to={workspacePath('import')}>
              Import counts or items
            </Anchor>
          </>
        )}
      </EmptyNotice>
    );
  return (
    <div className="panel scroll-x">
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Store</Table.Th>
            <Table.Th scope="col" visibleFrom="sm">
              Attributes
            </Table.Th>
            <Table.Th scope="col" className="number">
              AI items
            </Table.Th>
            <Table.Th scope="col" className="number">
              Human-designed items
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {stores.edges.map(({ node }) => (
            <Table.Tr key={node.id}>
              <Table.Td>
                <Anchor component={Link} to={workspacePath(`stores/${node.id}`)}>
                  {node.name}
                </Anchor>
              </Table.Td>
              <Table.Td visibleFrom="sm">
                <Group gap={6}>
                  {node.attributes.map(({ name, value }) => (
                    <Badge key={name} variant="default" tt="none" fw={450}>
                      {name}: {value}
                    </Badge>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td className="number">{formatCount(node.itemCounts.aiGenerated)}</Table.Td>
              <Table.Td className="number">{formatCount(node.itemCounts.humanDesigned)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
