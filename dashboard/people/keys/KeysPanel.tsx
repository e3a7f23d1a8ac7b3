import { useMutation, useQuery } from '@apollo/client/react';
import { Badge, Button, Code, Group, Modal, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { formatMoment } from '../../format/dates.js';
import { errorSentence } from '../../format/errors.js';
import { SCOPE_NAMES } from '../../format/words.js';
import { ApiKeysDocument, type KeyFragment, RevokeApiKeyDocument } from '../../generated/graphql.js';
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
      lead="A key lets a program in, to one workspace, for what its scopes say. Give every program its own."
      actions={
        <Button onClick={open} leftSection={<IconKey size={16} aria-hidden="true" />}>
          Make a key
        </Button>
      }
    >
      <QueryView data={data} error={error} refetch={refetch}>
        {({ apiKeys }) =>
          apiKeys.length === 0 ? (
            <EmptyNotice title="There is no key yet">
              Make one with the scope “Send events” to connect a shop.
            </EmptyNotice>
          ) : (
            <KeysTable keys={apiKeys} />
          )
        }
      </QueryView>
      <AddKeyModal opened={adding} onClose={close} />
    </Panel>
  );
}

function KeysTable({ keys }: { readonly keys: readonly KeyFragment[] }) {
  const [revoking, setRevoking] = useState<KeyFragment | null>(null);
  return (
    <div className="scroll-x">
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Key</Table.Th>
            <Table.Th scope="col">May</Table.Th>
            <Table.Th scope="col">Last used</Table.Th>
            <Table.Th scope="col">
              <span className="visually-hidden">Actions</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
          ))}
        </Table.Tbody>
      </Table>
      <RevokeModal apiKey={revoking} onClose={() => setRevoking(null)} />
    </div>
  );
}

function KeyRow({ apiKey, onRevoke }: { readonly apiKey: KeyFragment; readonly onRevoke: () => void }) {
  const stopped = !apiKey.revokedAt && apiKey.creator?.disabledAt;
  return (
    <Table.Tr opacity={apiKey.revokedAt ? 0.6 : 1}>
      <Table.Td>
        <Text size="sm" fw={550}>
          {apiKey.name}
        </Text>
        <Code>{apiKey.prefix}…</Code>
        {stopped && (
          <Text size="xs" c="madder">
            Disabled: its creator, {apiKey.creator?.name}, is disabled
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Group gap={6}>
          {apiKey.scopes.map((scope) => (
            <Badge key={scope} variant="default" tt="none" fw={450}>
              {SCOPE_NAMES[scope]}
            </Badge>
          ))}
        </Group>
      </Table.Td>
      <Table.Td>{apiKey.lastUsedAt ? formatMoment(apiKey.lastUsedAt) : 'Never'}</Table.Td>
      <Table.Td className="number">
        {apiKey.revokedAt ? (
          <Text size="sm" c="dimmed">
            revoked {formatMoment(apiKey.revokedAt)}
          </Text>
        ) : (
          <Button
            size="xs"
            variant="subtle"
            color="madder"
            onClick={onRevoke}
            aria-label={`Revoke ${apiKey.name}`}
          >
            Revoke
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

interface RevokeModalProps {
  readonly apiKey: KeyFragment | null;
  readonly onClose: () => void;
}

function RevokeModal({ apiKey, onClose }: RevokeModalProps) {
  const [revoke, { loading }] = useMutation(RevokeApiKeyDocument, {
    onError: (error) => notifications.show({ color: 'madder', message: errorSentence(error) }),
    onCompleted: onClose,
  });
  return (
    <Modal opened={apiKey !== null} onClose={onClose} title={`Revoke “${apiKey?.name ?? ''}”?`}>
      <Text size="sm">Programs that use this key are refused from now on. It cannot be undone.</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Keep it
        </Button>
        <Button
          color="madder"
          loading={loading}
          onClick={() => apiKey && revoke({ variables: { input: { id: apiKey.id } } })}
        >
          Revoke
        </Button>
      </Group>
    </Modal>
  );
}
