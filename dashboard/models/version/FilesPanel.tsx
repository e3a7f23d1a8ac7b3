import { ActionIcon, Code, CopyButton, Group, Table, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { formatBytes } from '../../format/numbers.js';
import type { ModelVersionDetailQuery } from '../../generated/graphql.js';
import { Panel } from '../../ui/page/Panel.js';

type Version = ModelVersionDetailQuery['modelVersion'];

const HASH_LETTERS = 16;

/** What the version is made of, byte for byte. */
export function FilesPanel({ files, endpoint }: Pick<Version, 'files' | 'endpoint'>) {
  if (endpoint)
    return (
      <Panel title="Files">
        <Text size="sm" c="dimmed">
          None here: the server that runs it has the weights.
        </Text>
      </Panel>
    );
  return (
    <Panel title="Files" lead="Kept under the SHA-256 of their bytes, so that a version never changes.">
      <div className="scroll-x">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">File</Table.Th>
              <Table.Th scope="col" className="number">
                Size
              </Table.Th>
              <Table.Th scope="col">SHA-256</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {files.map((file) => (
              <Table.Tr key={file.path}>
                <Table.Td ff="monospace" fz="sm">
                  {file.path}
                </Table.Td>
                <Table.Td className="number">{formatBytes(file.byteSize)}</Table.Td>
                <Table.Td>
                  <Hash of={file.path} hash={file.hash} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Panel>
  );
}

function Hash({ of, hash }: { readonly of: string; readonly hash: string }) {
  return (
    <Group gap={4} wrap="nowrap">
      <Code title={hash}>{hash.slice(0, HASH_LETTERS)}…</Code>
      <CopyButton value={hash}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            onClick={copy}
            aria-label={copied ? 'Copied' : `Copy the SHA-256 of ${of}`}
          >
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  );
}
