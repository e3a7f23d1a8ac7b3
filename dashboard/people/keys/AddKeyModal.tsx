import { Button, Checkbox, type CheckboxGroupProps, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { optionsOf, SCOPE_NAMES } from '../../format/words.js';
import { AddApiKeyDocument, ApiKeysDocument, type Scope } from '../../generated/graphql.js';
import { useSession } from '../../session/session.js';
import { Submit } from '../../ui/command/Submit.js';
import { useCommand } from '../../ui/command/use-command.js';
import { CopyField } from '../../ui/copy/CopyField.js';

export interface AddKeyModalProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Adds a key, then shows it, once. */
export function AddKeyModal({ opened, onClose }: AddKeyModalProps) {
  const [secret, setSecret] = useState<string | null>(null);
  const close = () => {
    setSecret(null);
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title={secret ? 'Your new key' : 'Add a key'} size="lg">
      {secret ? (
        <Stack gap="sm">
          <Text size="sm">Copy it now: it is shown only this once and kept only as a hash.</Text>
          <CopyField label="Key" value={secret} />
          <Button variant="default" onClick={close}>
            Close
          </Button>
        </Stack>
      ) : (
        <AddKeyForm onMade={setSecret} />
      )}
    </Modal>
  );
}

function AddKeyForm({ onMade }: { readonly onMade: (secret: string) => void }) {
  const { workspace } = useSession();
  const command = useCommand(AddApiKeyDocument, {
    refetchQueries: [ApiKeysDocument],
    onDone: ({ addApiKey: { secret } }) => onMade(secret),
  });
  const form = useForm({
    initialValues: { name: '', scopes: ['EVENTS_WRITE'] as Scope[] },
    validate: {
      name: (name) => (name.trim() ? null : 'Enter a name'),
      scopes: (scopes) => (scopes.length > 0 ? null : 'Choose at least one scope'),
    },
  });
  return (
    <form
      onSubmit={form.onSubmit((values) => command.run({ ...values, workspaceId: workspace.id }))}
      noValidate
    >
      <Stack gap="md">
        <TextInput
          label="Name"
          description="The program that uses it, e.g. “Shop frontend”"
          required
          data-autofocus
          {...form.getInputProps('name')}
        />
        <ScopeField {...form.getInputProps('scopes')} />
        <Text size="sm" c="dimmed">
          The key belongs to the workspace {workspace.name}.
        </Text>
        <Submit label="Add the key" command={command} />
      </Stack>
    </form>
  );
}

const ScopeField = (input: Omit<CheckboxGroupProps, 'children'>) => (
  <Checkbox.Group
    label="Scopes"
    description="“Send events” is the only scope for keys in public pages"
    {...input}
  >
    <Stack gap={6} mt={6}>
      {optionsOf(SCOPE_NAMES).map(({ value, label }) => (
        <Checkbox key={value} value={value} label={label} />
      ))}
    </Stack>
  </Checkbox.Group>
);
