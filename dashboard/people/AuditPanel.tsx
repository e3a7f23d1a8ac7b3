import { useQuery } from '@apollo/client/react';
import { Code, Table, Text } from '@mantine/core';
import { formatMoment } from '../format/dates.js';
import { AuditLogDocument, type AuditLogQuery } from '../generated/graphql.js';
import { LoadMore } from '../ui/LoadMore.js';
import { EmptyNotice } from '../ui/page/EmptyNotice.js';
import { Panel } from '../ui/page/Panel.js';
import { QueryView } from '../ui/page/QueryView.js';

const PAGE_SIZE = 50;

/** Who did what, newest first. */
export function AuditPanel() {
  const { data, error, loading, refetch, fetchMore } = useQuery(AuditLogDocument, {
    variables: { first: PAGE_SIZE },
    fetchPolicy: 'cache-and-network',
    notifyOnNetworkStatusChange: true,
  });
  return (
    <Panel
      title="Audit log"
      lead="Every change of people, keys and settings, failed sign-ins and refused permissions. Entries cannot be edited or deleted."
    >
      <QueryView data={data} error={error} refetch={refetch}>
        {({ auditLog }) =>
          auditLog.edges.length === 0 ? (
            <EmptyNotice title="Nothing was changed yet" />
          ) : (
            <>
              <AuditTable edges={auditLog.edges} />
              <LoadMore
                shown={auditLog.edges.length}
                total={auditLog.totalCount}
                hasNextPage={auditLog.pageInfo.hasNextPage}
                loading={loading}
                onLoad={() => fetchMore({ variables: { after: auditLog.pageInfo.endCursor } })}
              />
            </>
          )
        }
      </QueryView>
    </Panel>
  );
}

function AuditTable({ edges }: { readonly edges: AuditLogQuery['auditLog']['edges'] }) {
  return (
    <div className="scroll-x">
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">When</Table.Th>
            <Table.Th scope="col">Who</Table.Th>
            <Table.Th scope="col">What</Table.Th>
            <Table.Th scope="col">Details</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {edges.map(({ node }) => (
            <Table.Tr key={node.id}>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{formatMoment(node.at)}</Table.Td>
              <Table.Td>
                {node.actorName}
                <Text size="xs" c="dimmed">
                  {node.actorKind}
                </Text>
              </Table.Td>
              <Table.Td>{node.action}</Table.Td>
              <Table.Td>
                <Code className="details" display="block">
                  {node.detailsJson}
                </Code>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
