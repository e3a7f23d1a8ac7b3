import { useMutation } from '@apollo/client/react';
import { Alert, Button, Checkbox, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from 'react-router';
import { errorSentence } from '../../format/errors.js';
import { AddWorkspaceDocument } from '../../generated/graphql.js';
import { forgetClients } from '../../session/apollo-client.js';
import { IconPlus } from '../../ui/icons/outlined.js';
import { TIME_ZONES } from './time-zones.js';

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
  const [add, { loading, error }] = useMutation(AddWorkspaceDocument);
  const form = useForm({
    initialValues: { name: '', timeZone: 'UTC', simulated: false },
    validate: { name: (value) => (value.trim() ? null : 'A workspace needs a name') },
  });
  const submit = form.onSubmit(async (input) => {
    const result = await add({ variables: { input } }).catch(() => null);
    if (!result?.data) return;
    forgetClients(); // each remembers the workspaces there were
    navigate(`/w/${result.data.addWorkspace.slug}/lift`);
  });
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label="Name"
          description="Stores of one workspace are compared together; workspaces share nothing."
          required
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Select
          label="Time zone"
          description="A day is a day in this zone. It is fixed once there is data by day."
          data={TIME_ZONES}
          searchable
          allowDeselect={false}
          {...form.getInputProps('timeZone')}
        />
        <Checkbox
          label="For simulated data only"
          description="Every page then says so. This can never be changed."
          {...form.getInputProps('simulated', { type: 'checkbox' })}
        />
        {error && <Alert color="madder">{errorSentence(error)}</Alert>}
        <Button type="submit" loading={loading}>
          Add and open it
        </Button>
      </Stack>
    </form>
  );
}
