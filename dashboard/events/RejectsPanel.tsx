import { useQuery } from '@apollo/client/react';
import { Code, Spoiler, Table } from '@mantine/core';
import { formatMoment } from '../format/dates.js';
import { EventRejectsDocument, type EventRejectsQuery } from '../generated/graphql.js';
import { LoadMore } from '../ui/LoadMore.js';
import { EmptyNotice } from '../ui/page/EmptyNotice.js';
import { Panel } from '../ui/page/Panel.js';
import { QueryView } from '../ui/page/QueryView.js';

const PAGE_SIZE = 25;
const PAYLOAD_HEIGHT = 44;

/** Events that were refused, each with its reason, so that the sender can be corrected. */
export function RejectsPanel() {
  const { data, error, loading, refetch, fetchMore } = useQuery(EventRejectsDocument, {
    variables: { first: PAGE_SIZE },
    fetchPolicy: 'cache-and-network',
    notifyOnNetworkStatusChange: true,
  });
  return (
    <Panel title="Rejected events" lead="The rest of their batch went in; these wait here with a reason.">
      <QueryView data={data} error={error} refetch={refetch}>
        {({ eventRejects }) =>
          eventRejects.edges.length === 0 ? (
            <EmptyNotice title="No event was rejected" />
          ) : (
            <>
              <RejectsTable edges={eventRejects.edges} />
              <LoadMore
                shown={eventRejects.edges.length}
                total={eventRejects.totalCount}
                hasNextPage={eventRejects.pageInfo.hasNextPage}
                loading={loading}
                onLoad={() => fetchMore({ variables: { after: eventRejects.pageInfo.endCursor } })}
              />
            </>
          )
        }
      </QueryView>
    </Panel>
  );
}

function RejectsTable({ edges }: { readonly edges: EventRejectsQuery['eventRejects']['edges'] }) {
  return (
    <div className="scroll-x">
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Received</Table.Th>
            <Table.Th scope="col">Reason</Table.Th>
            <Table.Th scope="col">Door</Table.Th>
            <Table.Th scope="col">Event as it came</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {edges.map(({ node }) => (
            <Table.Tr key={node.id}>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{formatMoment(node.receivedAt)}</Table.Td>
              <Table.Td>{node.reason}</Table.Td>
              <Table.Td>{node.source}</Table.Td>
              <Table.Td>
                <Spoiler maxHeight={PAYLOAD_HEIGHT} showLabel="Show all" hideLabel="Show less">
                  <Code block className="details">
                    {node.payload}
                  </Code>
                </Spoiler>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
