import { useMutation } from '@apollo/client/react';
import { Alert, Button, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { errorSentence } from '../format/errors.js';
import { optionsOf, ROLE_NAMES, ROLE_PERMISSIONS } from '../format/words.js';
import { AddUserDocument, type Role, UsersDocument } from '../generated/graphql.js';
import type { IssuedLink } from './SignInLinkModal.js';

export interface AddPersonModalProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onAdded: (link: IssuedLink) => void;
}

export function AddPersonModal({ opened, onClose, onAdded }: AddPersonModalProps) {
  const [add, { loading, error }] = useMutation(AddUserDocument, { refetchQueries: [UsersDocument] });
  const form = useForm({
    initialValues: { name: '', email: '', role: 'ANALYST' as Role },
    validate: { email: (value) => (/^\S+@\S+$/.test(value) ? null : 'Write an e-mail address') },
  });
  const submit = form.onSubmit(async (input) => {
    const result = await add({ variables: { input } }).catch(() => null);
    if (!result?.data) return;
    const { user, signInLink } = result.data.addUser;
    form.reset();
    onClose();
    onAdded({ name: user.name, ...signInLink });
  });

  return (
    <Modal opened={opened} onClose={onClose} title="Add a person">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput label="Name" required data-autofocus {...form.getInputProps('name')} />
          <TextInput label="E-mail" type="email" required {...form.getInputProps('email')} />
          <Select
            label="Role"
            data={optionsOf(ROLE_NAMES)}
            allowDeselect={false}
            {...form.getInputProps('role')}
          />
          <Text size="sm" c="dimmed">
            {ROLE_PERMISSIONS[form.values.role]}
          </Text>
          {error && <Alert color="madder">{errorSentence(error)}</Alert>}
          <Button type="submit" loading={loading}>
            Add and make a sign-in link
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
