import { useQuery } from '@apollo/client/react';
import { notifications } from '@mantine/notifications';
import { useNavigate } from 'react-router';
import {
  ContentsOfWorkspaceDocument,
  CurrentWorkspaceDocument,
  DeleteWorkspaceDocument,
} from '../../generated/graphql.js';
import { forgetClients } from '../../session/apollo-client.js';
import { useCommand } from '../../ui/command/use-command.js';
import { DeleteModal } from './DeleteModal.js';
import { DeletePanel } from './DeletePanel.js';

const IS_NEEDED =
  'This is the default workspace. Commands, requests and new API keys use it when they name none, so it cannot be deleted: delete its stores instead.';

/** Deletes the current workspace, and leads to the default one. */
export function DeleteWorkspace() {
  const { data } = useQuery(CurrentWorkspaceDocument);
  if (!data) return null;
  const { workspace } = data;
  return (
    <DeletePanel
      what="workspace"
      lead="With its stores, API keys, imports, runs and jobs. Its keys stop working."
      refusal={workspace.isDefault ? IS_NEEDED : undefined}
    >
      {(close) => <DeleteWorkspaceModal workspace={workspace} onClose={close} />}
    </DeletePanel>
  );
}

interface DeleteWorkspaceModalProps {
  readonly workspace: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

function DeleteWorkspaceModal({ workspace: { id, name }, onClose }: DeleteWorkspaceModalProps) {
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(ContentsOfWorkspaceDocument, {
    variables: { id },
    fetchPolicy: 'network-only',
  });
  const command = useCommand(DeleteWorkspaceDocument);
  const leave = () => {
    notifications.show({ message: `The workspace “${name}” is deleted.` });
    forgetClients(); // each caches the list of workspaces
    void navigate('/');
  };
  return (
    <DeleteModal
      what="workspace"
      name={name}
      contents={{ data: data?.workspaceContents, error, refetch }}
      command={command}
      start={async (confirmation) => (await command.run({ id, confirmation }))?.deleteWorkspace ?? null}
      onDeleted={leave}
      onClose={onClose}
    />
  );
}
