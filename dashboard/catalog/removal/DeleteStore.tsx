import { useApolloClient, useQuery } from '@apollo/client/react';
import { notifications } from '@mantine/notifications';
import { useNavigate } from 'react-router';
import { ContentsOfStoreDocument, DeleteStoreDocument } from '../../generated/graphql.js';
import { forgetStores } from '../../session/apollo-client.js';
import { useWorkspacePath } from '../../session/session.js';
import { useCommand } from '../../ui/command/use-command.js';
import { DeleteModal } from './DeleteModal.js';
import { DeletePanel } from './DeletePanel.js';

interface DeletedStore {
  readonly id: string;
  readonly name: string;
}

/** Deletes a store, and leads back to the others. */
export const DeleteStore = ({ store }: { readonly store: DeletedStore }) => (
  <DeletePanel
    what="store"
    lead="With its items, events, totals and image runs. Other stores keep their numbers."
  >
    {(close) => <DeleteStoreModal store={store} onClose={close} />}
  </DeletePanel>
);

interface DeleteStoreModalProps {
  readonly store: DeletedStore;
  readonly onClose: () => void;
}

function DeleteStoreModal({ store: { id, name }, onClose }: DeleteStoreModalProps) {
  const navigate = useNavigate();
  const workspacePath = useWorkspacePath();
  const { cache } = useApolloClient();
  const { data, error, refetch } = useQuery(ContentsOfStoreDocument, {
    variables: { id },
    fetchPolicy: 'network-only',
  });
  const command = useCommand(DeleteStoreDocument);
  const leave = () => {
    notifications.show({ message: `The store “${name}” is deleted.` });
    void navigate(workspacePath('stores'));
    forgetStores(cache);
  };
  return (
    <DeleteModal
      what="store"
      name={name}
      contents={{ data: data?.storeContents, error, refetch }}
      command={command}
      start={async (confirmation) => (await command.run({ id, confirmation }))?.deleteStore ?? null}
      onDeleted={leave}
      onClose={onClose}
    />
  );
}
