import { useQuery } from '@apollo/client/react';
import { Code, Text } from '@mantine/core';
import { formatMoment } from '../../format/dates.js';
import { AuditLogDocument, type AuditLogQuery } from '../../generated/graphql.js';
import { type DataColumn, DataTable } from '../../ui/DataTable.js';
import { LoadMore } from '../../ui/LoadMore.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import { QueryView } from '../../ui/page/QueryView.js';
import { auditDetails, auditSentence } from './audit-sentences.js';

type AuditEntry = AuditLogQuery['auditLog']['edges'][number]['node'];

const PAGE_SIZE = 50;

const COLUMNS: readonly DataColumn<AuditEntry>[] = [
  { header: 'When', cell: ({ at }) => formatMoment(at), noWrap: true, wideOnly: true },
  { header: 'What happened', cell: (entry) => <What entry={entry} />, namesRow: true },
];

/** A sentence, on a phone with its time, and all that is stored with it on demand. */
const What = ({ entry }: { readonly entry: AuditEntry }) => (
  <div className="audit-entry">
    <span>{auditSentence(entry)}</span>
    <Text size="xs" c="dimmed" hiddenFrom="sm">
      {formatMoment(entry.at)}
    </Text>
    <details>
      <summary>Details</summary>
      <Code className="details" display="block">
        {auditDetails(entry)}
      </Code>
    </details>
  </div>
);

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
        {({ auditLog }) => (
          <>
            <DataTable
              label="Audit log"
              columns={COLUMNS}
              rows={auditLog.edges.map(({ node }) => node)}
              rowKey={({ id }) => id}
              empty={<EmptyNotice title="Nothing was changed yet" />}
            />
            <LoadMore list={auditLog} loading={loading} fetchMore={fetchMore} />
          </>
        )}
      </QueryView>
    </Panel>
  );
}
