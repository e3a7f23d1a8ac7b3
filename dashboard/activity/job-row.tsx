import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { JobStateFragment } from '../generated/graphql.js';
import { importSummary } from '../imports/report/import-outcome.js';
import { readImportReport } from '../imports/report/import-report.js';
import type { JobTableRow } from '../jobs/JobTable.js';
import { jobTitle, jobWords } from '../jobs/job-state.js';
import { may } from '../session/may.js';
import { useSession, useWorkspacePath } from '../session/session.js';

/** A job as a row of the list: what it is about, and what it came to. */
export function toJobRow(job: JobStateFragment): JobTableRow {
  const report = readImportReport(job.result);
  const outcome = report && importSummary(report);
  return {
    id: job.id,
    job,
    outcome,
    requestedAt: job.createdAt,
    requestedBy: job.requestedBy,
    name: (
      <>
        <JobName job={job} />
        <Text size="xs" c="dimmed" maw="60ch">
          {outcome?.words ?? jobWords(job)}
        </Text>
      </>
    ),
  };
}

/** Of an import, a link to its report. */
function JobName({ job }: { readonly job: JobStateFragment }) {
  const { viewer } = useSession();
  const workspacePath = useWorkspacePath();
  if (job.kind === 'import' && may(viewer.role, 'importFiles'))
    return (
      <Anchor component={Link} to={workspacePath(`import?job=${job.id}`)} size="sm" fw={550}>
        {jobTitle(job)}
      </Anchor>
    );
  return (
    <Text size="sm" fw={550}>
      {jobTitle(job)}
    </Text>
  );
}
