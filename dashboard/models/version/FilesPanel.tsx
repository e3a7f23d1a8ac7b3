import { Table, Text } from '@mantine/core';
import { formatBytes } from '../../format/numbers.js';
import type { ModelVersionDetailQuery } from '../../generated/graphql.js';
import { HashCode } from '../../ui/HashCode.js';
import { Panel } from '../../ui/page/Panel.js';

type Version = ModelVersionDetailQuery['modelVersion'];

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
                <Table.Th scope="row" className="row-name" ff="monospace" fz="sm">
                  {file.path}
                </Table.Th>
                <Table.Td className="number">{formatBytes(file.byteSize)}</Table.Td>
                <Table.Td>
                  <HashCode of={file.path} hash={file.hash} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Panel>
  );
}
