import { Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { optionsOf, ROLE_NAMES, ROLE_PERMISSIONS } from '../format/words.js';
import { AddUserDocument, type Role, UsersDocument } from '../generated/graphql.js';
import { Submit } from '../ui/command/Submit.js';
import { useCommand } from '../ui/command/use-command.js';
import type { IssuedLink } from './SignInLinkModal.js';

export interface AddPersonModalProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onAdded: (link: IssuedLink) => void;
}

const usePersonForm = () =>
  useForm({
    initialValues: { name: '', email: '', role: 'ANALYST' as Role },
    validate: {
      name: (value) => (value.trim() ? null : 'Enter a name'),
      email: (value) => (/^\S+@\S+$/.test(value) ? null : 'Enter an e-mail address'),
    },
  });

export function AddPersonModal({ opened, onClose, onAdded }: AddPersonModalProps) {
  const form = usePersonForm();
  const command = useCommand(AddUserDocument, {
    refetchQueries: [UsersDocument],
    onDone: ({ addUser: { user, signInLink } }) => {
      form.reset();
      onClose();
      onAdded({ name: user.name, ...signInLink });
    },
  });
  return (
    <Modal opened={opened} onClose={onClose} title="Add a person">
      <form onSubmit={form.onSubmit(command.run)} noValidate>
        <Stack gap="sm">
          <PersonFields form={form} />
          <Submit label="Add and create a sign-in link" command={command} />
        </Stack>
      </form>
    </Modal>
  );
}

const PersonFields = ({ form }: { readonly form: ReturnType<typeof usePersonForm> }) => (
  <>
    <TextInput label="Name" required data-autofocus {...form.getInputProps('name')} />
    <TextInput label="E-mail" type="email" required {...form.getInputProps('email')} />
    <Select label="Role" data={optionsOf(ROLE_NAMES)} allowDeselect={false} {...form.getInputProps('role')} />
    <Text size="sm" c="dimmed">
      {ROLE_PERMISSIONS[form.values.role]}
    </Text>
  </>
);
