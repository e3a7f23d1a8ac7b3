import { Stack, Text } from '@mantine/core';
import { formatMoment } from '../../format/dates.js';
import { formatCount } from '../../format/numbers.js';
import { Fact } from '../../ui/Fact.js';
import { RevertedNotice } from '../history/RevertButton.js';
import type { ImportReport } from './import-report.js';
import { Rejections } from './Rejections.js';
import { Warnings } from './Warnings.js';

/** What an import brought, or would bring, and what it did not. */
export const ReportView = ({ report }: { readonly report: ImportReport }) => (
  <Stack gap="md">
    {report.alreadyImportedAt && (
      <Text size="sm">
        The same file was imported {formatMoment(report.alreadyImportedAt)}, so nothing was counted twice.
      </Text>
    )}
    {report.runId && <RevertedNotice runId={report.runId} />}
    <Counts report={report} />
    {report.notes.map((note) => (
      <Text key={note} size="sm">
        {note}
      </Text>
    ))}
    {report.unusedColumns.length > 0 && (
      <Text size="sm">Columns that no field takes: {report.unusedColumns.join(', ')}.</Text>
    )}
    <Warnings {...report.warnings} />
    {report.firstRejections.length > 0 && <Rejections report={report} />}
  </Stack>
);

const Counts = ({ report }: { readonly report: ImportReport }) => (
  <dl className="facts">
    <Fact term={isTrial(report) ? 'Rows that would be imported' : 'Rows imported'}>
      {formatCount(report.acceptedCount)} <small>of {formatCount(report.rowCount)}</small>
    </Fact>
    <Fact term={isTrial(report) ? 'Rows that would be rejected' : 'Rows rejected'}>
      {formatCount(report.rejectedCount)}
    </Fact>
    {report.lineCount !== null && <Fact term="Lines of the file">{formatCount(report.lineCount)}</Fact>}
    {report.resumedAfter > 0 && (
      <Fact term="Rows read before the interruption">{formatCount(report.resumedAfter)}</Fact>
    )}
    {report.brought.length > 0 && <Fact term="Contents">{report.brought.join(', ')}</Fact>}
  </dl>
);

/** Whether its rows are not in: a dry run of a file that was imported before tells of that import. */
const isTrial = ({ dryRun, alreadyImportedAt }: ImportReport) => dryRun && !alreadyImportedAt;
