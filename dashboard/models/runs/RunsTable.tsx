import { Anchor, Badge, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useWorkspacePath } from '../../app/session.js';
import { formatDuration, formatMoment } from '../../format/dates.js';
import { formatShare } from '../../format/numbers.js';
import { JOB_STATUS_NAMES } from '../../format/words.js';
import type { RunRowFragment } from '../../generated/graphql.js';
import { JobTable } from '../../jobs/JobTable.js';
import { jobFraction, STATUS_COLORS } from '../../jobs/job-state.js';
import { formatSeconds, RUN_KIND_NAMES } from '../model-words.js';
import { runSubject } from './run-words.js';

export function RunsTable({ runs }: { readonly runs: readonly RunRowFragment[] }) {
  return (
    <JobTable heading="Run" className="model-runs">
      {runs.map((run) => (
        <RunRow key={run.id} run={run} />
      ))}
    </JobTable>
  );
}

function RunRow({ run }: { readonly run: RunRowFragment }) {
  const workspacePath = useWorkspacePath();
  const { job } = run;
  return (
    <Table.Tr>
      <Table.Th scope="row" className="row-name" maw={420}>
        <Anchor component={Link} to={workspacePath(`models/runs/${run.id}`)} fw={550}>
          {RUN_KIND_NAMES[run.kind]} {run.id}
        </Anchor>
        <Text size="sm" lineClamp={2}>
          {runSubject(run)}
          {run.store && ` · for ${run.store.name}`}
        </Text>
        {job.status === 'FAILED' && (
          <Text size="xs" c="dimmed" lineClamp={2}>
            {job.error}
          </Text>
        )}
      </Table.Th>
      <Table.Td>
        <RunState run={run} />
      </Table.Td>
      <Table.Td>
        {formatMoment(run.createdAt)}
        <Text size="xs" c="dimmed">
          {run.createdBy}
        </Text>
      </Table.Td>
      <Table.Td className="number">
        {job.startedAt && job.finishedAt ? formatDuration(job.startedAt, job.finishedAt) : '–'}
      </Table.Td>
    </Table.Tr>
  );
}

function RunState({ run: { job, secondsLeft } }: { readonly run: RunRowFragment }) {
  const fraction = job.status === 'RUNNING' ? jobFraction(job) : null;
  return (
    <>
      <Badge color={STATUS_COLORS[job.status]} variant="light" tt="none">
        {JOB_STATUS_NAMES[job.status]}
        {fraction !== null && ` ${formatShare(fraction)}`}
      </Badge>
      {job.status === 'RUNNING' && secondsLeft !== null && (
        <Text size="xs" c="dimmed">
          about {formatSeconds(secondsLeft)} left
        </Text>
      )}
    </>
  );
}
