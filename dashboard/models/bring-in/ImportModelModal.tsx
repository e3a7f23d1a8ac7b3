import { useApolloClient, useMutation } from '@apollo/client/react';
import {
  Alert,
  Anchor,
  Button,
  Code,
  Input,
  Modal,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { Link } from 'react-router';
import { useWorkspacePath } from '../../app/session.js';
import { errorSentence } from '../../format/errors.js';
import { optionsOf } from '../../format/words.js';
import { ImportModelDocument, type ModelKind, ModelVersionsDocument } from '../../generated/graphql.js';
import { JobProgress } from '../../jobs/JobProgress.js';
import { MODEL_KIND_NAMES } from '../model-words.js';
import { importedVersion } from './imported-version.js';
import { named } from './remote-form.js';

export interface ImportModelModalProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Takes weights in that were trained elsewhere: names the folder, then follows the check of its tensors. */
export function ImportModelModal({ opened, onClose }: ImportModelModalProps) {
  const [jobId, setJobId] = useState<string | null>(null);
  const close = () => {
    setJobId(null);
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title="Import from a folder" size="lg">
      {jobId ? <ImportProgress jobId={jobId} onClose={close} /> : <ImportForm onStarted={setJobId} />}
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
  const [start, { loading, error }] = useMutation(ImportModelDocument);
  const form = useForm({
    initialValues: { kind: 'REWARD' as ModelKind, name: '', folder: '' },
    validate: { name: named('What shall the version be called?'), folder: named('Which folder is it?') },
  });
  const submit = form.onSubmit(async (input) => {
    const result = await start({ variables: { input } }).catch(() => null);
    if (result?.data) onStarted(result.data.importModel.id);
  });
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Input.Wrapper label="What it is" labelElement="div">
          <SegmentedControl
            aria-label="What it is"
            fullWidth
            mt={4}
            data={optionsOf(MODEL_KIND_NAMES)}
            {...form.getInputProps('kind')}
          />
        </Input.Wrapper>
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
        {error && <Alert color="madder">{errorSentence(error)}</Alert>}
        <Button type="submit" loading={loading}>
          Check and import
        </Button>
      </Stack>
    </form>
  );
}

function ImportProgress({ jobId, onClose }: { readonly jobId: string; readonly onClose: () => void }) {
  const workspacePath = useWorkspacePath();
  const client = useApolloClient();
  const leave = () => {
    void client.refetchQueries({ include: [ModelVersionsDocument] });
    onClose();
  };
  return (
    <Stack gap="md">
      <JobProgress id={jobId}>
        {({ result }) => {
          const versionId = importedVersion(result);
          return (
            versionId && (
              <Text size="sm" mt="sm">
                It is registered as a candidate.{' '}
                <Anchor component={Link} to={workspacePath(`models/versions/${versionId}`)}>
                  Look at it
                </Anchor>
              </Text>
            )
          );
        }}
      </JobProgress>
      <Button variant="default" onClick={leave}>
        Close
      </Button>
    </Stack>
  );
}
