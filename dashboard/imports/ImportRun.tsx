import { useApolloClient } from '@apollo/client/react';
import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { formatMoment } from '../format/dates.js';
import { formatCount } from '../format/numbers.js';
import type { JobStateFragment } from '../generated/graphql.js';
import { JobProgress } from '../jobs/JobProgress.js';
import { useWorkspacePath } from '../session/session.js';
import { type DataColumn, DataTable } from '../ui/DataTable.js';
import { Fact } from '../ui/Fact.js';
import { Panel } from '../ui/page/Panel.js';
import { importOutcome } from './import-outcome.js';
import { type ImportReport, readImportReport } from './import-report.js';

export interface ImportRunProps {
  readonly jobId: string;
  readonly onBack: () => void;
  readonly onStartOver: () => void;
}

/** An import as it runs, then its report. */
export function ImportRun({ jobId, onBack, onStartOver }: ImportRunProps) {
  return (
    <Panel title="3. The import">
      <Stack gap="lg">
        <JobProgress id={jobId} outcomeOf={outcomeOf}>
          {({ result }) => {
            const report = readImportReport(result);
            return report && <Report report={report} onBack={onBack} onStartOver={onStartOver} />;
          }}
        </JobProgress>
        <Group>
          <Anchor component="button" type="button" size="sm" onClick={onBack}>
            Back to the mapping
          </Anchor>
        </Group>
      </Stack>
    </Panel>
  );
}

function outcomeOf({ result }: JobStateFragment) {
  const report = readImportReport(result);
  return report && importOutcome(report);
}

interface ReportProps {
  readonly report: ImportReport;
  readonly onBack: () => void;
  readonly onStartOver: () => void;
}

const Report = ({ report, onBack, onStartOver }: ReportProps) => (
  <Stack gap="md">
    {report.alreadyImportedAt && <AlreadyImported at={report.alreadyImportedAt} onBack={onBack} />}
    <Counts report={report} />
    {report.notes.map((note) => (
      <Text key={note} size="sm">
        {note}
      </Text>
    ))}
    {report.firstRejections.length > 0 && <Rejections report={report} />}
    <NextSteps dryRun={report.dryRun} onBack={onBack} onStartOver={onStartOver} />
  </Stack>
);

const AlreadyImported = ({ at, onBack }: { readonly at: string; readonly onBack: () => void }) => (
  <Alert color="ochre" title="This file is in already">
    The same file was imported {formatMoment(at)}; nothing was counted twice. To read it anyway,{' '}
    <Anchor component="button" type="button" onClick={onBack}>
      go back
    </Anchor>{' '}
    and tick “Import again”.
  </Alert>
);

const Counts = ({ report }: { readonly report: ImportReport }) => (
  <dl className="facts">
    <Fact term={report.dryRun ? 'Rows that would go in' : 'Rows that went in'}>
      {formatCount(report.acceptedCount)} <small>of {formatCount(report.rowCount)}</small>
    </Fact>
    <Fact term="Rows rejected">{formatCount(report.rejectedCount)}</Fact>
    {report.resumedAfter > 0 && (
      <Fact term="Rows read before the interruption">{formatCount(report.resumedAfter)}</Fact>
    )}
    {report.brought.length > 0 && <Fact term="In them">{report.brought.join(', ')}</Fact>}
  </dl>
);

const MAX_SHOWN_REJECTIONS = 20;

const REJECTION_COLUMNS: readonly DataColumn<ImportReport['firstRejections'][number]>[] = [
  { header: 'Row', cell: ({ row }) => row, numeric: true },
  { header: 'Why it was rejected', cell: ({ reason }) => reason },
];

const Rejections = ({ report }: { readonly report: ImportReport }) => (
  <div>
    <DataTable
      label="Rejected rows"
      columns={REJECTION_COLUMNS}
      rows={report.firstRejections.slice(0, MAX_SHOWN_REJECTIONS)}
      rowKey={({ row, reason }) => `${row} ${reason}`}
    />
    {report.rejectedCount > MAX_SHOWN_REJECTIONS && (
      <Text size="sm" c="dimmed" mt="xs">
        The first {MAX_SHOWN_REJECTIONS} of {formatCount(report.rejectedCount)}.
      </Text>
    )}
    {report.runId && (
      <Button
        component="a"
        href={`/api/imports/${report.runId}/rejects`}
        download
        variant="default"
        size="xs"
        mt="sm"
      >
        Download all rejected rows, with reasons
      </Button>
    )}
  </div>
);

function NextSteps({ dryRun, onBack, onStartOver }: Omit<ReportProps, 'report'> & { dryRun: boolean }) {
  const workspacePath = useWorkspacePath();
  const client = useApolloClient();
  if (dryRun)
    return (
      <Text size="sm">
        Nothing was changed.{' '}
        <Anchor component="button" type="button" onClick={onBack}>
          Go back to run it
        </Anchor>
      </Text>
    );
  return (
    <Group>
      <Button component={Link} to={workspacePath('lift')} onClick={() => client.cache.reset()}>
        See the lift
      </Button>
      <Button variant="default" onClick={onStartOver}>
        Import another file
      </Button>
    </Group>
  );
}
