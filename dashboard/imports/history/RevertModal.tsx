import { useQuery } from '@apollo/client/react';
import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ImportRunDocument, type ImportRunQuery, RevertImportDocument } from '../../generated/graphql.js';
import { CommandError } from '../../ui/command/CommandError.js';
import { ConfirmActions } from '../../ui/command/ConfirmActions.js';
import { useCommand } from '../../ui/command/use-command.js';
import { QueryView } from '../../ui/page/QueryView.js';
import { RevertProgress } from './RevertProgress.js';

export interface RevertModalProps {
  readonly runId: string;
  readonly fileName: string;
  readonly onClose: () => void;
}

type Run = NonNullable<ImportRunQuery['importRun']>;

/** Reverts an import: says what that does or what stands in its way, then follows it to its end. */
export function RevertModal({ runId, fileName, onClose }: RevertModalProps) {
  const [jobId, setJobId] = useState<string | null>(null);
  const { data, error, refetch } = useQuery(ImportRunDocument, {
    variables: { id: runId },
    fetchPolicy: 'network-only',
  });
  return (
    <Modal opened onClose={onClose} title={`Revert the import of ${fileName}`}>
      {jobId ? (
        <RevertProgress
          jobId={jobId}
          takenBack={data?.importRun?.takenBack ?? []}
          onDone={refetch}
          onClose={onClose}
        />
      ) : (
        <QueryView data={data?.importRun} error={error} refetch={refetch}>
          {(run) =>
            run.blockers.length > 0 ? (
              <Blocked blockers={run.blockers} onClose={onClose} />
            ) : (
              <Confirm run={run} onStarted={setJobId} onClose={onClose} />
            )
          }
        </QueryView>
      )}
    </Modal>
  );
}

interface ConfirmProps {
  readonly run: Run;
  readonly onStarted: (jobId: string) => void;
  readonly onClose: () => void;
}

function Confirm({ run: { id, brought }, onStarted, onClose }: ConfirmProps) {
  const { run, loading, error } = useCommand(RevertImportDocument, {
    onDone: ({ revertImport }) => onStarted(revertImport.id),
  });
  return (
    <Stack gap="sm">
      <Text size="sm">
        Every total, item and store becomes what it would be if the file had never been imported.
        {brought.length > 0 && ` The import brought ${brought.join(', ')}.`}
      </Text>
      <Text size="sm">This cannot be undone. The file can be imported again.</Text>
      <CommandError error={error} />
      <ConfirmActions
        action="Revert this import"
        isDestructive
        loading={loading}
        onConfirm={() => run({ id })}
        onCancel={onClose}
      />
    </Stack>
  );
}

interface BlockedProps {
  readonly blockers: readonly string[];
  readonly onClose: () => void;
}

const Blocked = ({ blockers, onClose }: BlockedProps) => (
  <Stack gap="sm">
    <Text size="sm" fw={600}>
      It can’t be reverted now:
    </Text>
    <List size="sm">
      {blockers.map((blocker) => (
        <List.Item key={blocker}>{blocker}</List.Item>
      ))}
    </List>
    <Text size="sm" c="dimmed">
      What people changed and shops sent since keeps it in place. To remove all of it, delete the store.
    </Text>
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        Close
      </Button>
    </Group>
  </Stack>
);
