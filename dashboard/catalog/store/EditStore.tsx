import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { ChangeStoreDocument, type StoreDetailQuery } from '../../generated/graphql.js';
import { forgetLift } from '../../session/apollo-client.js';
import { Submit } from '../../ui/command/Submit.js';
import { useCommand } from '../../ui/command/use-command.js';
import { IconPencil } from '../../ui/icons/outlined.js';
import { TextRows } from '../../ui/rows/TextRows.js';

type EditedStore = Pick<StoreDetailQuery['store'], 'id' | 'name' | 'attributes'>;

/** Opens the name and the attributes of a store for editing. */
export function EditStore({ store }: { readonly store: EditedStore }) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" onClick={open} leftSection={<IconPencil size={16} aria-hidden="true" />}>
        Edit
      </Button>
      <Modal opened={opened} onClose={close} title="Edit the store" size="lg">
        <StoreForm store={store} onSaved={close} />
      </Modal>
    </>
  );
}

const needed = (words: string) => (value: string) => (value.trim() ? null : words);

function useStoreForm({ name, attributes }: EditedStore) {
  return useForm({
    initialValues: {
      name,
      attributes: attributes.map((attribute) => ({ key: attribute.name, ...attribute })),
    },
    validate: {
      name: needed('A store needs a name'),
      attributes: { name: needed('Name the attribute'), value: needed('Say its value') },
    },
  });
}

const ATTRIBUTE_COLUMNS = [
  { field: 'name', label: 'Name of attribute', placeholder: 'country' },
  { field: 'value', label: 'Value of attribute', placeholder: 'FR' },
] as const;

function StoreForm({ store, onSaved }: { readonly store: EditedStore; readonly onSaved: () => void }) {
  const form = useStoreForm(store);
  const command = useCommand(ChangeStoreDocument, { update: forgetLift, onDone: onSaved });
  const save = form.onSubmit(({ name, attributes }) =>
    command.run({ id: store.id, name, attributes: attributes.map(({ key: _, ...rest }) => rest) }),
  );
  return (
    <form onSubmit={save}>
      <Stack gap="md">
        <TextInput
          label="Name"
          description="Imports find the store by this name."
          required
          data-autofocus
          {...form.getInputProps('name')}
        />
        <TextRows
          form={form}
          path="attributes"
          rows={form.values.attributes}
          noun="attribute"
          columns={ATTRIBUTE_COLUMNS}
          label="Attributes"
          description="Facts that the lift can be broken down by, such as country or tier."
        />
        <Submit label="Save" command={command} disabled={!form.isDirty()} />
      </Stack>
    </form>
  );
}
