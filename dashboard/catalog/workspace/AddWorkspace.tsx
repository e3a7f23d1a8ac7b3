import { Button, Checkbox, type CheckboxProps, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from 'react-router';
import { AddWorkspaceDocument } from '../../generated/graphql.js';
import { forgetClients } from '../../session/apollo-client.js';
import { Submit } from '../../ui/command/Submit.js';
import { useCommand } from '../../ui/command/use-command.js';
import { IconPlus } from '../../ui/icons/outlined.js';
import { TimeZoneSelect } from './TimeZoneSelect.js';

/** Adds a workspace and opens it. */
export function AddWorkspace() {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" onClick={open} leftSection={<IconPlus size={16} aria-hidden="true" />}>
        Add a workspace
      </Button>
      <Modal opened={opened} onClose={close} title="Add a workspace">
        <WorkspaceFields />
      </Modal>
    </>
  );
}

function WorkspaceFields() {
  const navigate = useNavigate();
  const command = useCommand(AddWorkspaceDocument, {
    onDone: ({ addWorkspace: { slug } }) => {
      forgetClients(); // each caches the list of workspaces
      return navigate(`/w/${slug}/lift`);
    },
  });
  const form = useForm({
    initialValues: { name: '', timeZone: 'UTC', simulated: false },
    validate: { name: (value) => (value.trim() ? null : 'A workspace needs a name') },
  });
  return (
    <form onSubmit={form.onSubmit(command.run)} noValidate>
      <Stack gap="md">
        <TextInput
          label="Name"
          description="Stores of one workspace are compared together; workspaces share nothing."
          required
          data-autofocus
          {...form.getInputProps('name')}
        />
        <TimeZoneSelect {...form.getInputProps('timeZone')} />
        <SimulatedField {...form.getInputProps('simulated', { type: 'checkbox' })} />
        <Submit label="Add and open it" command={command} />
      </Stack>
    </form>
  );
}

const SimulatedField = (input: CheckboxProps) => (
  <Checkbox
    label="For simulated data only"
    description="Every page then says so. This can never be changed."
    {...input}
  />
);
