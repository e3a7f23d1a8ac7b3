import { List, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ContentsFragment, JobStateFragment } from '../../generated/graphql.js';
import { CommandError } from '../../ui/command/CommandError.js';
import { ConfirmActions } from '../../ui/command/ConfirmActions.js';
import { QueryView, type QueryViewProps } from '../../ui/page/QueryView.js';
import { contentLines, isConfirmed } from './contents-words.js';
import { DeletionProgress } from './DeletionProgress.js';

export interface DeleteModalProps {
  readonly what: 'store' | 'workspace';
  readonly name: string;
  /** How much is deleted. */
  readonly contents: Omit<QueryViewProps<ContentsFragment>, 'children'>;
  readonly command: { readonly loading: boolean; readonly error: unknown };
  /** Sends the command. @returns its job; null if it was refused */
  readonly start: (confirmation: string) => Promise<Pick<JobStateFragment, 'id'> | null>;
  /** Called once when all is gone. */
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

/** Says what is deleted, asks for its name, then follows the deletion to its end. */
export function DeleteModal(props: DeleteModalProps) {
  const { what, name, contents, onDeleted, onClose } = props;
  const [jobId, setJobId] = useState<string | null>(null);
  return (
    <Modal opened onClose={onClose} title={`Delete the ${what} “${name}”?`}>
      {jobId ? (
        <DeletionProgress jobId={jobId} onDeleted={onDeleted} onClose={onClose} />
      ) : (
        <Stack gap="sm">
          <QueryView {...contents}>{(counts) => <Contents what={what} contents={counts} />}</QueryView>
          <Confirmation {...props} disabled={contents.data == null} onStarted={setJobId} />
        </Stack>
      )}
    </Modal>
  );
}

interface ContentsProps {
  readonly what: DeleteModalProps['what'];
  readonly contents: ContentsFragment;
}

function Contents({ what, contents }: ContentsProps) {
  const lines = contentLines(what, contents);
  return (
    <>
      {lines.length > 0 && (
        <div>
          <Text size="sm">This deletes:</Text>
          <List size="sm">
            {lines.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        </div>
      )}
      <Text size="sm">
        This cannot be undone. Images and the audit log stay. Once you confirm, events of this {what} are
        rejected.
      </Text>
    </>
  );
}

interface ConfirmationProps extends DeleteModalProps {
  readonly disabled: boolean;
  readonly onStarted: (jobId: string) => void;
}

function Confirmation({ what, name, command, start, disabled, onStarted, onClose }: ConfirmationProps) {
  const [typed, setTyped] = useState('');
  const isReady = !disabled && isConfirmed(name, typed);
  const run = async () => {
    const job = await start(typed);
    if (job) onStarted(job.id);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void run();
      }}
    >
      <TextInput
        label={`Type “${name}” to confirm`}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoComplete="off"
        data-autofocus
        mb="sm"
      />
      <CommandError error={command.error} />
      <ConfirmActions
        action={`Delete this ${what}`}
        isDestructive
        loading={command.loading}
        disabled={!isReady}
        onConfirm={run}
        onCancel={onClose}
      />
    </form>
  );
}
