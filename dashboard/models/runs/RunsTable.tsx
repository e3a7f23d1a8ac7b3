import { Anchor, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatSeconds } from '../../format/dates.js';
import type { RunRowFragment } from '../../generated/graphql.js';
import { JobTable, type JobTableRow } from '../../jobs/JobTable.js';
import { useWorkspacePath } from '../../session/session.js';
import { RUN_KIND_NAMES } from '../model-words.js';
import { runSubject } from './run-words.js';

interface RunsTableProps {
  readonly runs: readonly RunRowFragment[];
  readonly empty: ReactNode;
}

export const RunsTable = ({ runs, empty }: RunsTableProps) => (
  <JobTable label="Runs" heading="Run" className="model-runs" rows={runs.map(toRow)} empty={empty} />
);

const toRow = (run: RunRowFragment): JobTableRow => ({
  id: run.id,
  job: run.job,
  requestedAt: run.createdAt,
  requestedBy: run.createdBy,
  name: <RunName run={run} />,
  note: run.job.status === 'RUNNING' && run.secondsLeft !== null && (
    <Text size="xs" c="dimmed">
      about {formatSeconds(run.secondsLeft)} left
    </Text>
  ),
});

function RunName({ run }: { readonly run: RunRowFragment }) {
  const workspacePath = useWorkspacePath();
  return (
    <>
      <Anchor component={Link} to={workspacePath(`models/runs/${run.id}`)} fw={550}>
        {RUN_KIND_NAMES[run.kind]} {run.id}
      </Anchor>
      <Text size="sm" lineClamp={2} maw={396}>
        {runSubject(run)}
        {run.store && ` · for ${run.store.name}`}
      </Text>
      {run.job.status === 'FAILED' && (
        <Text size="xs" c="dimmed" lineClamp={2} maw={396}>
          {run.job.error}
        </Text>
      )}
    </>
  );
}
