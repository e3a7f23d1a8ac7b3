import { Text } from '@mantine/core';
import { formatBytes } from '../../format/numbers.js';
import type { ModelVersionDetailQuery } from '../../generated/graphql.js';
import { HashCode } from '../../ui/copy/HashCode.js';
import { type DataColumn, DataTable } from '../../ui/DataTable.js';
import { Panel } from '../../ui/page/Panel.js';

type Version = ModelVersionDetailQuery['modelVersion'];

const COLUMNS: readonly DataColumn<Version['files'][number]>[] = [
  {
    header: 'File',
    namesRow: true,
    cell: ({ path }) => (
      <Text span ff="monospace" size="sm" className="file-name">
        {path}
      </Text>
    ),
  },
  { header: 'Size', cell: ({ byteSize }) => formatBytes(byteSize), numeric: true },
  { header: 'SHA-256', cell: ({ path, hash }) => <HashCode of={path} hash={hash} />, wideOnly: true },
];

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
      <DataTable label="Files" columns={COLUMNS} rows={files} rowKey={({ path }) => path} />
    </Panel>
  );
}
