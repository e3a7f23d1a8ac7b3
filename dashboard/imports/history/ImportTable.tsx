import { Badge, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatMoment } from '../../format/dates.js';
import { formatCount } from '../../format/numbers.js';
import { IMPORT_KIND_NAMES } from '../../format/words.js';
import type { ImportedFileFragment } from '../../generated/graphql.js';
import { type DataColumn, DataTable } from '../../ui/DataTable.js';
import { ImportMenu } from './ImportMenu.js';
import { importState } from './import-state.js';

const COLUMNS: readonly DataColumn<ImportedFileFragment>[] = [
  {
    header: 'File',
    cell: ({ fileName, kind }) => (
      <>
        <Text size="sm" fw={550} className="wrap-anywhere">
          {fileName}
        </Text>
        <Text size="xs" c="dimmed">
          {IMPORT_KIND_NAMES[kind]}
        </Text>
      </>
    ),
    namesRow: true,
  },
  {
    header: 'Imported',
    cell: ({ startedAt, requestedBy }) => (
      <>
        {formatMoment(startedAt)}
        <Text size="xs" c="dimmed">
          {requestedBy}
        </Text>
      </>
    ),
  },
  {
    header: 'Rows',
    cell: ({ acceptedCount, rejectedCount }) => (
      <>
        {formatCount(acceptedCount)}
        {rejectedCount > 0 && (
          <Text size="xs" c="dimmed">
            {formatCount(rejectedCount)} rejected
          </Text>
        )}
      </>
    ),
    numeric: true,
  },
  { header: 'What it brought', cell: ({ brought }) => brought.join(', ') },
  { header: 'State', cell: (run) => <RunState run={run} /> },
];

interface ImportTableProps {
  readonly runs: readonly ImportedFileFragment[];
  readonly empty: ReactNode;
}

/** Imports as rows: which file, when, by whom, what it brought, and whether it was reverted. */
export const ImportTable = ({ runs, empty }: ImportTableProps) => (
  <DataTable
    label="Imports"
    columns={COLUMNS}
    rows={runs}
    rowKey={({ id }) => id}
    isFaded={({ revertedAt }) => revertedAt !== null}
    actions={(run) => <ImportMenu run={run} />}
    empty={empty}
  />
);

function RunState({ run }: { readonly run: ImportedFileFragment }) {
  const { words, color, detail } = importState(run);
  return (
    <>
      <Badge color={color} variant="light" tt="none" miw="max-content">
        {words}
      </Badge>
      {detail && (
        <Text size="xs" c="dimmed">
          {detail}
        </Text>
      )}
    </>
  );
}
