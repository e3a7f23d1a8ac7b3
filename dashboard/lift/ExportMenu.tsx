import { useApolloClient } from '@apollo/client/react';
import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { errorSentence } from '../format/errors.js';
import { LiftExportDocument, type LiftInput } from '../generated/graphql.js';
import { downloadText } from '../ui/download.js';
import { IconDownload } from '../ui/icons/outlined.js';

const CSV_FILE = { format: 'CSV', mimeType: 'text/csv' } as const;
const JSON_FILE = { format: 'JSON', mimeType: 'application/json' } as const;

const FORMATS = [
  { ...CSV_FILE, table: 'STORES', label: 'Stores (CSV)', ending: '-stores.csv' },
  { ...CSV_FILE, table: 'ESTIMANDS', label: 'Estimands (CSV)', ending: '-estimands.csv' },
  { ...JSON_FILE, table: null, label: 'Whole report (JSON)', ending: '.json' },
] as const;

/** Saves the report with its sufficient statistics at full precision, so that anyone can recompute it. */
export function ExportMenu({ input }: { readonly input: LiftInput }) {
  const { save, busy } = useExport(input);
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button variant="default" loading={busy} leftSection={<IconDownload size={16} aria-hidden="true" />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map((file) => (
          <Menu.Item key={file.label} onClick={() => save(file)}>
            {file.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function useExport(input: LiftInput) {
  const client = useApolloClient();
  const [busy, setBusy] = useState(false);
  const save = async ({ format, table, ending, mimeType }: (typeof FORMATS)[number]) => {
    setBusy(true);
    try {
      const { data } = await client.query({
        query: LiftExportDocument,
        variables: { input, format, ...(table && { table }) },
        fetchPolicy: 'no-cache',
      });
      const name = `toile-lift-${input.metric.toLowerCase().replaceAll('_', '-')}${ending}`;
      if (data) downloadText(name, mimeType, data.lift.export);
    } catch (error) {
      notifications.show({ color: 'madder', title: 'Not exported', message: errorSentence(error) });
    } finally {
      setBusy(false);
    }
  };
  return { save, busy };
}
