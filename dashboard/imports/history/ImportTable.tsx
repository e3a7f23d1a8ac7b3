import { Badge, Box, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatMoment } from '../../format/dates.js';
import type { ImportedFileFragment } from '../../generated/graphql.js';
import { type DataColumn, DataTable } from '../../ui/DataTable.js';
import { ImportMenu } from './ImportMenu.js';
import { importState, rowsWords } from './import-state.js';

const COLUMNS: readonly DataColumn<ImportedFileFragment>[] = [
  {
    header: 'File',
    cell: (run) => (
      <>
        <Text size="sm" fw={550} className="file-name">
          {run.fileName}
        </Text>
        <Text size="xs" c="dimmed">
          {rowsWords(run)}
        </Text>
        <PhoneDetails run={run} />
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
    wideOnly: true,
  },
  { header: 'What it brought', cell: ({ brought }) => brought.join(', '), wideOnly: true },
  { header: 'State', cell: (run) => <RunState run={run} />, wideOnly: true },
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
    actions={(run) => <ImportMenu run={run} />}
    empty={empty}
  />
);

/** On a phone, what the other columns say stands below the name of the file. */
const PhoneDetails = ({ run }: { readonly run: ImportedFileFragment }) => (
  <Box hiddenFrom="sm" className="file-details">
    <Text size="xs" c="dimmed">
      {[`Imported ${formatMoment(run.startedAt)}`, run.requestedBy].filter(Boolean).join(', ')}
    </Text>
    <Text size="xs" c="dimmed" mb={4}>
      {run.brought.join(', ')}
    </Text>
    <RunState run={run} />
  </Box>
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
