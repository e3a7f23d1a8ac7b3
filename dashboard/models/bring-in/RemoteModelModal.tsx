import { Group, Input, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { ModelVersionsDocument, RegisterRemoteModelDocument } from '../../generated/graphql.js';
import { Submit } from '../../ui/command/Submit.js';
import { useCommand } from '../../ui/command/use-command.js';
import { TextRows } from '../../ui/rows/TextRows.js';
import { KindField } from '../KindField.js';
import { GUIDANCE_RANGE, SAMPLING_STEP_RANGE } from '../ranges.js';
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
        <KindField label="Kind of model" {...form.getInputProps('kind')} />
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
      label="Default sampling"
      labelElement="div"
      description="For a server that must be told. Empty: the server decides."
    >
      <Group grow align="flex-start" mt={4}>
        <NumberInput
          label="Steps"
          min={SAMPLING_STEP_RANGE.min}
          max={SAMPLING_STEP_RANGE.max}
          allowDecimal={false}
          {...form.getInputProps('steps')}
        />
        <NumberInput
          label="Guidance"
          min={GUIDANCE_RANGE.min}
          max={GUIDANCE_RANGE.max}
          {...form.getInputProps('guidance')}
        />
      </Group>
    </Input.Wrapper>
  );
}

const FEATURE_COLUMNS = [
  { field: 'name', label: 'Name of feature', placeholder: 'country' },
  { field: 'values', label: 'Values of feature', placeholder: 'FR, DE, IT' },
] as const;

const FeatureRows = ({ form }: FieldsProps) => (
  <TextRows
    form={form}
    path="features"
    rows={form.values.features}
    noun="feature"
    columns={FEATURE_COLUMNS}
    label="Store features the model uses"
    description="“store” is the name of the store; any other is one of its attributes. List the values the model learnt, separated by commas."
  />
);

const TENSOR_COLUMNS = [
  { field: 'ours', label: 'Toile’s name of tensor', placeholder: 'prompt' },
  { field: 'theirs', label: 'The server’s name of tensor', placeholder: 'PROMPT' },
] as const;

const TensorRows = ({ form }: FieldsProps) => (
  <TextRows
    form={form}
    path="tensors"
    rows={form.values.tensors}
    noun="tensor"
    columns={TENSOR_COLUMNS}
    label="Tensor names"
    description="Only tensors that the server names differently than Toile does."
  />
);
