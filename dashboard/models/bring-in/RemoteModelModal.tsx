import { Group, Input, Modal, NumberInput, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { randomId } from '@mantine/hooks';
import { optionsOf } from '../../format/words.js';
import { ModelVersionsDocument, RegisterRemoteModelDocument } from '../../generated/graphql.js';
import { Submit } from '../../ui/command/Submit.js';
import { useCommand } from '../../ui/command/use-command.js';
import { RowsEditor } from '../../ui/RowsEditor.js';
import { MODEL_KIND_NAMES } from '../model-words.js';
import { LIMITS } from '../try/try-settings.js';
import { EMPTY_REMOTE, REMOTE_CHECKS, type RemoteFormValues, toRemoteInput } from './remote-form.js';

export interface RemoteModelModalProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Registers a model that another server runs. Nothing is registered unless that server knows it and it fits. */
export function RemoteModelModal({ opened, onClose }: RemoteModelModalProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Register a remote model" size="lg">
      <RemoteForm onDone={onClose} />
    </Modal>
  );
}

function RemoteForm({ onDone }: { readonly onDone: () => void }) {
  const command = useCommand(RegisterRemoteModelDocument, {
    refetchQueries: [ModelVersionsDocument],
    onDone,
  });
  const form = useForm<RemoteFormValues>({ initialValues: EMPTY_REMOTE, validate: REMOTE_CHECKS });
  return (
    <form onSubmit={form.onSubmit((values) => command.run(toRemoteInput(values)))} noValidate>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          For a server of the KServe Open Inference Protocol v2: Triton, KServe, Ray Serve, or the worker of
          another Toile. It is asked for the model’s inputs and outputs first.
        </Text>
        <Input.Wrapper label="What it is" labelElement="div">
          <SegmentedControl
            aria-label="What it is"
            fullWidth
            mt={4}
            data={optionsOf(MODEL_KIND_NAMES)}
            {...form.getInputProps('kind')}
          />
        </Input.Wrapper>
        <AddressFields form={form} />
        {form.values.kind === 'GENERATOR' && <SamplingFields form={form} />}
        <FeatureRows form={form} />
        <TensorRows form={form} />
        <Submit label="Check and register" command={command} />
      </Stack>
    </form>
  );
}

interface FieldsProps {
  readonly form: UseFormReturnType<RemoteFormValues>;
}

function AddressFields({ form }: FieldsProps) {
  return (
    <>
      <TextInput label="Name" required data-autofocus {...form.getInputProps('name')} />
      <TextInput
        label="Address of the server"
        description="Without /v2. A server that is not on a public internet address must be listed in TOILE_REMOTE_HOSTS."
        placeholder="https://models.example.com"
        required
        {...form.getInputProps('url')}
      />
      <TextInput label="Model there" required {...form.getInputProps('modelName')} />
      <TextInput
        label="Version there"
        description="Empty: the one the server chooses"
        {...form.getInputProps('modelVersion')}
      />
      <TextInput
        label="Variable with the key"
        description="An environment variable of the Toile server: the address of the model server, a space and its key. The key goes to that address only and is kept nowhere."
        placeholder="TOILE_REMOTE_KEY_TRITON"
        {...form.getInputProps('keyVariable')}
      />
    </>
  );
}

function SamplingFields({ form }: FieldsProps) {
  return (
    <Input.Wrapper
      label="How it draws where nobody says"
      labelElement="div"
      description="For a server that must be told. Empty: the server decides."
    >
      <Group grow align="flex-start" mt={4}>
        <NumberInput
          label="Steps"
          min={LIMITS.steps.least}
          max={LIMITS.steps.most}
          allowDecimal={false}
          {...form.getInputProps('steps')}
        />
        <NumberInput
          label="Guidance"
          min={LIMITS.guidance.least}
          max={LIMITS.guidance.most}
          {...form.getInputProps('guidance')}
        />
      </Group>
    </Input.Wrapper>
  );
}

function FeatureRows({ form }: FieldsProps) {
  const { features } = form.values;
  return (
    <Input.Wrapper
      label="What it looks at of a store"
      labelElement="div"
      description="“store” is the name of the store; any other an attribute of it. List the values it learnt, with commas between."
    >
      <RowsEditor
        rows={features}
        addLabel="Add a feature"
        removeLabel={({ name }, index) => `Remove feature ${name || index + 1}`}
        onAdd={() => form.insertListItem('features', { key: randomId(), name: '', values: '' })}
        onRemove={(index) => form.removeListItem('features', index)}
      >
        {(_row, index) => (
          <>
            <TextInput
              aria-label={`Name of feature ${index + 1}`}
              placeholder="country"
              {...form.getInputProps(`features.${index}.name`)}
            />
            <TextInput
              aria-label={`Values of feature ${index + 1}`}
              placeholder="FR, DE, IT"
              {...form.getInputProps(`features.${index}.values`)}
            />
          </>
        )}
      </RowsEditor>
    </Input.Wrapper>
  );
}

function TensorRows({ form }: FieldsProps) {
  const { tensors } = form.values;
  return (
    <Input.Wrapper
      label="Tensors of other names"
      labelElement="div"
      description="Only those that the server calls otherwise than Toile does."
    >
      <RowsEditor
        rows={tensors}
        addLabel="Add a tensor"
        removeLabel={({ ours }, index) => `Remove tensor ${ours || index + 1}`}
        onAdd={() => form.insertListItem('tensors', { key: randomId(), ours: '', theirs: '' })}
        onRemove={(index) => form.removeListItem('tensors', index)}
      >
        {(_row, index) => (
          <>
            <TextInput
              aria-label={`Toile’s name of tensor ${index + 1}`}
              placeholder="prompt"
              {...form.getInputProps(`tensors.${index}.ours`)}
            />
            <TextInput
              aria-label={`The server’s name of tensor ${index + 1}`}
              placeholder="PROMPT"
              {...form.getInputProps(`tensors.${index}.theirs`)}
            />
          </>
        )}
      </RowsEditor>
    </Input.Wrapper>
  );
}
