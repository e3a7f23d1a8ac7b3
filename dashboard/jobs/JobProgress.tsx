import { Button, Group, Progress, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatShare } from '../format/numbers.js';
import { CancelJobDocument, type JobStateFragment } from '../generated/graphql.js';
import { may } from '../session/may.js';
import { useSession } from '../session/session.js';
import { useCommand } from '../ui/command/use-command.js';
import { QueryView } from '../ui/page/QueryView.js';
import { JobAnnouncement } from './JobAnnouncement.js';
import { isFinished, type JobOutcome, jobFraction, jobWords, STATUS_COLORS } from './job-state.js';
import { useJob } from './use-job.js';

export interface JobProgressProps {
  readonly id: string;
  /** What the bar says and shows of a job that succeeded; null where that is all there is to say. */
  readonly outcomeOf?: (job: JobStateFragment) => JobOutcome | null;
  /** What to show once the job has succeeded. */
  readonly children?: (job: JobStateFragment) => ReactNode;
}

/** A job as it runs: a bar, a sentence, a way to stop it; then what it brought. */
export function JobProgress({ id, outcomeOf, children }: JobProgressProps) {
  const { job, error, refetch } = useJob(id);
  return (
    <QueryView data={job} error={error} refetch={refetch}>
      {(state) => (
        <>
          <JobBar job={state} outcome={state.status === 'SUCCEEDED' ? outcomeOf?.(state) : null} />
          {state.status === 'SUCCEEDED' && children?.(state)}
        </>
      )}
    </QueryView>
  );
}

const FULL = 100;
/** How full a bar is drawn while the progress of the job is unknown. */
const UNKNOWN = 8;

interface JobBarProps {
  readonly job: JobStateFragment;
  readonly outcome?: JobOutcome | null | undefined;
}

/** How far a job is, and a way to stop it. */
export function JobBar({ job, outcome }: JobBarProps) {
  const finished = isFinished(job.status);
  const fraction = job.status === 'SUCCEEDED' ? 1 : jobFraction(job);
  const isUnknown = fraction === null && !finished;
  return (
    <div>
      <Group justify="space-between" mb={6}>
        <Text size="sm">{outcome?.words ?? jobWords(job)}</Text>
        <JobAnnouncement status={job.status} outcome={outcome} />
        {fraction !== null && !finished && (
          <Text size="sm" c="dimmed">
            {formatShare(fraction)}
          </Text>
        )}
      </Group>
      <Progress.Root>
        <Progress.Section
          value={isUnknown ? UNKNOWN : (fraction ?? 0) * FULL}
          color={outcome?.color ?? STATUS_COLORS[job.status]}
          animated={!finished}
          withAria={!isUnknown}
          aria-label={isUnknown ? undefined : 'Progress'}
        />
      </Progress.Root>
      {!finished && <StopButton job={job} />}
    </div>
  );
}

/** For the person who requested the job, and administrators. */
function StopButton({ job }: { readonly job: JobStateFragment }) {
  const { run, loading } = useCommand(CancelJobDocument, { failureTitle: 'Not stopped' });
  const { viewer } = useSession();
  if (!may(viewer.role, 'administer') && viewer.email !== job.requestedBy) return null;
  return (
    <Button
      size="xs"
      variant="subtle"
      color="gray"
      mt="xs"
      loading={loading || job.cancelling}
      onClick={() => run({ id: job.id })}
    >
      Stop
    </Button>
  );
}
