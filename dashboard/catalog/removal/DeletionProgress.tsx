import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { JobBar } from '../../jobs/JobProgress.js';
import { isFinished } from '../../jobs/job-state.js';
import { useJob } from '../../jobs/use-job.js';
import { QueryView } from '../../ui/page/QueryView.js';

export interface DeletionProgressProps {
  readonly jobId: string;
  /** Called once when all is gone. */
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

/** A deletion as it runs. It goes on if the dialog is closed. */
export function DeletionProgress({ jobId, onDeleted, onClose }: DeletionProgressProps) {
  const { job, error, refetch } = useJob(jobId);
  const status = job?.status;
  // biome-ignore lint/correctness/useExhaustiveDependencies: called once, whatever the page draws in between
  useEffect(() => {
    if (status === 'SUCCEEDED') onDeleted();
  }, [status]);
  return (
    <Stack gap="sm">
      <QueryView data={job} error={error} refetch={refetch}>
        {(state) => <JobBar job={state} />}
      </QueryView>
      {!(status && isFinished(status)) && (
        <Text size="sm" c="dimmed">
          Until it ends nothing is deleted. It goes on if you close this; Activity shows how far it is.
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
      </Group>
    </Stack>
  );
}
