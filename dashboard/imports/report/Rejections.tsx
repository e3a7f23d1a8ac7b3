import { Button, Text } from '@mantine/core';
import { formatCount } from '../../format/numbers.js';
import { type DataColumn, DataTable } from '../../ui/DataTable.js';
import { downloadText } from '../../ui/download.js';
import type { ImportReport } from './import-report.js';
import { rejectionsCsv } from './rejections-csv.js';

type Rejection = ImportReport['firstRejections'][number];

const MAX_SHOWN = 20;

const COLUMNS: readonly DataColumn<Rejection>[] = [
  { header: 'Row', cell: ({ row }) => formatCount(row), numeric: true },
  { header: 'Why it is rejected', cell: ({ reason }) => reason },
];

/** The first rejected rows, and a download of more. */
export const Rejections = ({ report }: { readonly report: ImportReport }) => (
  <div>
    <DataTable
      label="Rejected rows"
      className="fits-phone"
      columns={COLUMNS}
      rows={report.firstRejections.slice(0, MAX_SHOWN)}
      rowKey={({ row, reason }) => `${row} ${reason}`}
    />
    {report.rejectedCount > MAX_SHOWN && (
      <Text size="sm" c="dimmed" mt="xs">
        The first {MAX_SHOWN} of {formatCount(report.rejectedCount)}.
      </Text>
    )}
    {report.runId ? <RowsDownload runId={report.runId} /> : <ReasonsDownload report={report} />}
  </div>
);

const RowsDownload = ({ runId }: { readonly runId: string }) => (
  <Button component="a" href={`/api/imports/${runId}/rejects`} download variant="default" size="xs" mt="sm">
    Download all rejected rows, with reasons
  </Button>
);

/** A dry run keeps no rows: its report has the reasons of the first thousand. */
function ReasonsDownload({ report: { firstRejections, rejectedCount, fileName } }: { report: ImportReport }) {
  if (rejectedCount <= MAX_SHOWN) return null;
  const download = () =>
    downloadText(
      `${fileName.replace(/\.[^.]*$/, '')}-rejects.csv`,
      'text/csv',
      rejectionsCsv(firstRejections),
    );
  return (
    <Button variant="default" size="xs" mt="sm" onClick={download}>
      Download the reasons of {firstRejections.length < rejectedCount ? 'the first ' : 'all '}
      {formatCount(firstRejections.length)} rows
    </Button>
  );
}
