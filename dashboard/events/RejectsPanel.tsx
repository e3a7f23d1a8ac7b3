import { useQuery } from '@apollo/client/react';
import { Code, Spoiler, Text } from '@mantine/core';
import { formatMoment } from '../format/dates.js';
import { EventRejectsDocument, type EventRejectsQuery } from '../generated/graphql.js';
import { type DataColumn, DataTable } from '../ui/DataTable.js';
import { LoadMore } from '../ui/LoadMore.js';
import { EmptyNotice } from '../ui/page/EmptyNotice.js';
import { Panel } from '../ui/page/Panel.js';
import { QueryView } from '../ui/page/QueryView.js';

const PAGE_SIZE = 25;
const PAYLOAD_HEIGHT = 44;

type Reject = EventRejectsQuery['eventRejects']['edges'][number]['node'];

const COLUMNS: readonly DataColumn<Reject>[] = [
  { header: 'Received', cell: ({ receivedAt }) => formatMoment(receivedAt), noWrap: true, wideOnly: true },
  {
    header: 'Reason',
    cell: ({ reason, receivedAt }) => (
      <>
        {reason}
        <Text size="xs" c="dimmed" hiddenFrom="sm">
          {formatMoment(receivedAt)}
        </Text>
      </>
    ),
  },
  { header: 'Source', cell: ({ source }) => source, wideOnly: true },
  { header: 'API key', cell: ({ keyName }) => keyName ?? '–', wideOnly: true },
  {
    header: 'Event as received',
    cell: ({ payload }) => (
      <Spoiler maxHeight={PAYLOAD_HEIGHT} showLabel="Show all" hideLabel="Show less">
        <Code block className="details">
          {payload}
        </Code>
      </Spoiler>
    ),
  },
];

/** Events that were refused, each with its reason, so that the sender can be corrected. */
export function RejectsPanel() {
  const { data, error, loading, refetch, fetchMore } = useQuery(EventRejectsDocument, {
    variables: { first: PAGE_SIZE },
    fetchPolicy: 'cache-and-network',
    notifyOnNetworkStatusChange: true,
  });
  return (
    <Panel
      title="Rejected events"
      lead="These events are not counted. Correct each by its reason, then send it again."
    >
      <QueryView data={data} error={error} refetch={refetch}>
        {({ eventRejects }) => (
          <>
            <DataTable
              label="Rejected events"
              columns={COLUMNS}
              rows={eventRejects.edges.map(({ node }) => node)}
              rowKey={({ id }) => id}
              empty={<EmptyNotice title="No rejected events" />}
            />
            <LoadMore list={eventRejects} loading={loading} fetchMore={fetchMore} />
          </>
        )}
      </QueryView>
    </Panel>
  );
}
