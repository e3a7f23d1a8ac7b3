import { useApolloClient } from '@apollo/client/react';
import { Anchor, Button, Code, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { ImportModelDocument, type ModelKind, ModelVersionsDocument } from '../../generated/graphql.js';
import { JobProgress } from '../../jobs/JobProgress.js';
import { useWorkspacePath } from '../../session/session.js';
import { Submit } from '../../ui/command/Submit.js';
import { useCommand } from '../../ui/command/use-command.js';
import { KindField } from '../KindField.js';
import { importedVersion } from './imported-version.js';
import { named } from './remote-form.js';

export interface ImportModelModalProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/**
 * Takes weights in that were trained elsewhere: names the folder, then follows the check of its tensors. An import that
 * was started is followed also while the dialog is closed, and is there when it is opened again.
 */
export function ImportModelModal({ opened, onClose }: ImportModelModalProps) {
  const [jobId, setJobId] = useState<string | null>(null);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Import from a folder"
      size="lg"
      keepMounted={jobId !== null}
    >
      {jobId ? (
        <ImportProgress jobId={jobId} onClose={onClose} onAgain={() => setJobId(null)} />
      ) : (
        <ImportForm onStarted={setJobId} />
      )}
    </Modal>
  );
}

const FOLDER_HELP = (
  <>
    Beneath <Code>models/incoming</Code> of the server’s data folder (<Code>TOILE_DATA_DIR</Code>), in the
    layout of Hugging Face (a CLIP model) or diffusers (a pipeline).
  </>
);

function ImportForm({ onStarted }: { readonly onStarted: (jobId: string) => void }) {
  const command = useCommand(ImportModelDocument, {
    onDone: ({ importModel: { id } }) => onStarted(id),
  });
  const form = useForm({
    initialValues: { kind: 'REWARD' as ModelKind, name: '', folder: '' },
    validate: { name: named('Enter a version name'), folder: named('Enter the name of the folder') },
  });
  return (
    <form onSubmit={form.onSubmit(command.run)} noValidate>
      <Stack gap="md">
        <KindField label="Kind of model" {...form.getInputProps('kind')} />
        <TextInput label="Name" required data-autofocus {...form.getInputProps('name')} />
        <TextInput
          label="Folder"
          description={FOLDER_HELP}
          placeholder="PickScore_v1"
          required
          {...form.getInputProps('folder')}
        />
        <Text size="sm" c="dimmed">
          Every tensor is checked by name and shape before anything is registered. The version becomes a
          candidate.
        </Text>
        <Submit label="Check and import" command={command} />
      </Stack>
    </form>
  );
}

interface ImportProgressProps {
  readonly jobId: string;
  readonly onClose: () => void;
  readonly onAgain: () => void;
}

function ImportProgress({ jobId, onClose, onAgain }: ImportProgressProps) {
  return (
    <Stack gap="md">
      <JobProgress id={jobId}>{({ result }) => <Imported versionId={importedVersion(result)} />}</JobProgress>
      <Group justify="flex-end">
        <Button variant="subtle" color="gray" onClick={onAgain}>
          Import another
        </Button>
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
      </Group>
    </Stack>
  );
}

/** What an import brought; the lists of versions are asked for again as soon as it is there. */
function Imported({ versionId }: { readonly versionId: string | null }) {
  const workspacePath = useWorkspacePath();
  const client = useApolloClient();
  useEffect(() => {
    void client.refetchQueries({ include: [ModelVersionsDocument] });
  }, [client]);
  if (versionId === null) return null;
  return (
    <Text size="sm" mt="sm">
      It is registered as a candidate.{' '}
      <Anchor component={Link} to={workspacePath(`models/versions/${versionId}`)}>
        Look at it
      </Anchor>
    </Text>
  );
}
