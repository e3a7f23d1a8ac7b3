import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { JOB_STATUS_NAMES } from '../format/words.js';
import type { JobStateFragment, Role } from '../generated/graphql.js';
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
          {outcome?.words ?? moreThanState(job)}
        </Text>
      </>
    ),
  };
}

/** Where a job stands, unless its state says the same. */
const moreThanState = (job: JobStateFragment): string | null => {
  const words = jobWords(job);
  return words === JOB_STATUS_NAMES[job.status] ? null : words;
};

/** Kinds of jobs that are runs of models, under the same id. */
const RUN_KINDS: ReadonlySet<string> = new Set(['train-model', 'evaluate-model', 'generate-candidates']);

/** The page that says more of a job than its row: the report of an import, or the run of a model; null without one. */
function pageOf({ id, kind }: JobStateFragment, role: Role): string | null {
  if (kind === 'import' && may(role, 'importFiles')) return `import?job=${id}`;
  return RUN_KINDS.has(kind) && may(role, 'readModels') ? `models/runs/${id}` : null;
}

function JobName({ job }: { readonly job: JobStateFragment }) {
  const { viewer } = useSession();
  const workspacePath = useWorkspacePath();
  const page = pageOf(job, viewer.role);
  if (page)
    return (
      <Anchor component={Link} to={workspacePath(page)} size="sm" fw={550}>
        {jobTitle(job)}
      </Anchor>
    );
  return (
    <Text size="sm" fw={550}>
      {jobTitle(job)}
    </Text>
  );
}
