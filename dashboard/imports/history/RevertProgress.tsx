import { useApolloClient } from '@apollo/client/react';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { JobBar } from '../../jobs/JobProgress.js';
import { isFinished } from '../../jobs/job-state.js';
import { useJob } from '../../jobs/use-job.js';
import { forgetTotals } from '../../session/apollo-client.js';
import { QueryView } from '../../ui/page/QueryView.js';

export interface RevertProgressProps {
  readonly jobId: string;
  /** What the revert took back, once it has. */
  readonly takenBack: readonly string[];
  /** Called once when the revert has ended. */
  readonly onDone: () => unknown;
  readonly onClose: () => void;
}

/** A revert as it runs, then what it took back. It goes on if the dialog is closed. */
export function RevertProgress({ jobId, takenBack, onDone, onClose }: RevertProgressProps) {
  const { job, error, refetch } = useJob(jobId);
  const { cache } = useApolloClient();
  const isDone = job !== null && isFinished(job.status);
  useEffect(() => {
    if (!isDone) return;
    forgetTotals(cache);
    void onDone();
  }, [isDone, cache, onDone]);
  return (
    <Stack gap="sm">
      <QueryView data={job} error={error} refetch={refetch}>
        {(state) => <JobBar job={state} outcome={state.status === 'SUCCEEDED' ? REVERTED : null} />}
      </QueryView>
      {takenBack.length > 0 && <Text size="sm">{takenBack.join(', ')}.</Text>}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          Close
        </Button>
      </Group>
    </Stack>
  );
}

const REVERTED = { words: 'Finished: the import is reverted', color: 'spruce' };
