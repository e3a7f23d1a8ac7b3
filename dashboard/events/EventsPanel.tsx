import { useQuery } from '@apollo/client/react';
import { Stack } from '@mantine/core';
import { formatMoment } from '../format/dates.js';
import { formatCount } from '../format/numbers.js';
import { IngestionDocument } from '../generated/graphql.js';
import { Fact } from '../ui/Fact.js';
import { Panel } from '../ui/page/Panel.js';
import { QueryView } from '../ui/page/QueryView.js';
import { RejectsPanel } from './RejectsPanel.js';

const POLL_MS = 5000;

/** How events come in, and which ones could not be taken. */
export function EventsPanel() {
  const { data, error, refetch } = useQuery(IngestionDocument, {
    fetchPolicy: 'cache-and-network',
    pollInterval: POLL_MS,
  });
  return (
    <Stack gap="lg">
      <Panel
        title="Event ingestion"
        lead="An event counts in every report from the moment the server acknowledges it."
      >
        <QueryView data={data} error={error} refetch={refetch}>
          {({ ingestion }) => (
            <dl className="facts">
              <Fact term="Events recorded">{formatCount(ingestion.eventCount)}</Fact>
              <Fact term="Last received">
                {ingestion.lastReceivedAt ? formatMoment(ingestion.lastReceivedAt) : 'Never'}
              </Fact>
              <Fact term="Complete until">{formatMoment(ingestion.completeUntil)}</Fact>
              <Fact term="Batches not rolled up yet">{formatCount(ingestion.waitingBatches)}</Fact>
              <Fact term="Rejected events">{formatCount(ingestion.rejectCount)}</Fact>
            </dl>
          )}
        </QueryView>
      </Panel>
      <RejectsPanel />
    </Stack>
  );
}
