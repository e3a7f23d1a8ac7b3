import { useQuery } from '@apollo/client/react';
import { Badge, Button, Code, Group, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { formatMoment } from '../../format/dates.js';
import { SCOPE_NAMES } from '../../format/words.js';
import { ApiKeysDocument, type KeyFragment, RevokeApiKeyDocument } from '../../generated/graphql.js';
import { ConfirmActions } from '../../ui/command/ConfirmActions.js';
import { useCommand } from '../../ui/command/use-command.js';
import { type DataColumn, DataTable } from '../../ui/DataTable.js';
import { IconKey } from '../../ui/icons/outlined.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import { QueryView } from '../../ui/page/QueryView.js';
import { AddKeyModal } from './AddKeyModal.js';

export function KeysPanel() {
  const { data, error, refetch } = useQuery(ApiKeysDocument);
  const [adding, { open, close }] = useDisclosure(false);
  return (
    <Panel
      title="API keys"
      lead="A key lets a program use one workspace, within its scopes. Give each program its own key."
      actions={
        <Button onClick={open} leftSection={<IconKey size={16} aria-hidden="true" />}>
          Add a key
        </Button>
      }
    >
      <QueryView data={data} error={error} refetch={refetch}>
        {({ apiKeys }) => <KeysTable keys={apiKeys} />}
      </QueryView>
      <AddKeyModal opened={adding} onClose={close} />
    </Panel>
  );
}

const COLUMNS: readonly DataColumn<KeyFragment>[] = [
  { header: 'Key', cell: (key) => <KeyName apiKey={key} />, namesRow: true },
  {
    header: 'Scopes',
    cell: ({ scopes }) => (
      <Group gap={6}>
        {scopes.map((scope) => (
          <Badge key={scope} variant="default" tt="none" fw={450}>
            {SCOPE_NAMES[scope]}
          </Badge>
        ))}
      </Group>
    ),
    wideOnly: true,
  },
  {
    header: 'Last used',
    cell: ({ lastUsedAt }) => (lastUsedAt ? formatMoment(lastUsedAt) : 'Never'),
    wideOnly: true,
  },
];

function KeysTable({ keys }: { readonly keys: readonly KeyFragment[] }) {
  const [revoking, setRevoking] = useState<KeyFragment | null>(null);
  return (
    <>
      <DataTable
        label="API keys"
        columns={COLUMNS}
        rows={keys}
        rowKey={({ id }) => id}
        isFaded={({ revokedAt }) => revokedAt !== null}
        actions={(key) => <RevokeButton apiKey={key} onRevoke={() => setRevoking(key)} />}
        empty={
          <EmptyNotice title="No API keys yet">
            Add one with the scope “Send events” to connect a shop.
          </EmptyNotice>
        }
      />
      <RevokeModal apiKey={revoking} onClose={() => setRevoking(null)} />
    </>
  );
}

function KeyName({ apiKey }: { readonly apiKey: KeyFragment }) {
  const { name, prefix, scopes, revokedAt, creator } = apiKey;
  return (
    <>
      <Text size="sm" fw={550}>
        {name}
      </Text>
      <Code>{prefix}…</Code>
      <Text size="xs" c="dimmed" hiddenFrom="sm">
        {scopes.map((scope) => SCOPE_NAMES[scope]).join(', ')}
      </Text>
      {revokedAt && <Text size="xs">Revoked {formatMoment(revokedAt)}</Text>}
      {!revokedAt && creator?.disabledAt && (
        <Text size="xs" c="madder">
          Disabled: its creator, {creator.name}, is disabled
        </Text>
      )}
    </>
  );
}

interface RevokeButtonProps {
  readonly apiKey: KeyFragment;
  readonly onRevoke: () => void;
}

function RevokeButton({ apiKey: { name, revokedAt }, onRevoke }: RevokeButtonProps) {
  if (revokedAt) return null;
  return (
    <Button size="xs" variant="subtle" color="madder" onClick={onRevoke} aria-label={`Revoke ${name}`}>
      Revoke
    </Button>
  );
}

interface RevokeModalProps {
  readonly apiKey: KeyFragment | null;
  readonly onClose: () => void;
}

function RevokeModal({ apiKey, onClose }: RevokeModalProps) {
  const { run, loading } = useCommand(RevokeApiKeyDocument, { failureTitle: 'Not revoked', onDone: onClose });
  return (
    <Modal opened={apiKey !== null} onClose={onClose} title={`Revoke “${apiKey?.name ?? ''}”?`}>
      <Text size="sm">Programs that use this key are refused from now on. It cannot be undone.</Text>
      <ConfirmActions
        action="Revoke"
        isDestructive
        loading={loading}
        onConfirm={() => apiKey && run({ id: apiKey.id })}
        onCancel={onClose}
      />
    </Modal>
  );
}
