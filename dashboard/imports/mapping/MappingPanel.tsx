import { useMutation, useQuery } from '@apollo/client/react';
import { Alert, Button, Checkbox, Group, List, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { errorSentence } from '../../format/errors.js';
import {
  type FieldMapInput,
  type ImportKind,
  ImportPreviewDocument,
  StartImportDocument,
} from '../../generated/graphql.js';
import { Panel } from '../../ui/page/Panel.js';
import { QueryView } from '../../ui/page/QueryView.js';
import type { Upload } from '../use-import-draft.js';
import { FieldTable } from './FieldTable.js';
import { missingWords, toBindings, toMaps } from './field-binding.js';
import { PreviewTable } from './PreviewTable.js';

export interface MappingPanelProps {
  readonly kind: ImportKind;
  readonly upload: Upload;
  /** Null: as the server guesses. */
  readonly maps: readonly FieldMapInput[] | null;
  readonly onMaps: (maps: readonly FieldMapInput[]) => void;
  readonly onStarted: (jobId: string) => void;
}

/** Which column is which field. The server proposes; the person corrects, tries, runs. */
export function MappingPanel({ kind, upload, maps, onMaps, onStarted }: MappingPanelProps) {
  const { data, previousData, error, refetch } = useQuery(ImportPreviewDocument, {
    variables: { input: { kind, uploadId: upload.uploadId, maps: maps && [...maps] } },
  });
  const preview = (data ?? previousData)?.importPreview;

  return (
    <Panel
      title="3. Which column is which field"
      lead="Guessed from the names of the columns. A field can also have one value for every row, or translate values: gender F into AI generated, say."
    >
      <QueryView data={preview} error={error} refetch={refetch}>
        {({ fields, columns, maps: guessed, rows, problems }) => {
          const shown = toBindings(maps ?? guessed, fields, names(columns));
          return (
            <Stack gap="lg">
              <FieldTable
                fields={fields}
                columns={columns}
                bindings={shown}
                onChange={(bindings) => onMaps(toMaps(bindings))}
              />
              <Problems
                problems={missingWords(shown, fields) ?? (error ? [errorSentence(error)] : problems)}
              />
              <PreviewTable columns={names(columns)} rows={rows} />
              <StartButtons
                input={{ kind, uploadId: upload.uploadId, maps: toMaps(shown) }}
                disabled={error !== undefined}
                onStarted={onStarted}
              />
            </Stack>
          );
        }}
      </QueryView>
    </Panel>
  );
}

const names = (columns: readonly { readonly name: string }[]) => columns.map(({ name }) => name);

function Problems({ problems }: { readonly problems: readonly string[] }) {
  if (problems.length === 0) return null;
  return (
    <Alert color="ochre" title="Before this can run">
      <List size="sm">
        {problems.map((problem) => (
          <List.Item key={problem}>{problem}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

interface StartButtonsProps {
  readonly input: { readonly kind: ImportKind; readonly uploadId: string; readonly maps: FieldMapInput[] };
  readonly disabled: boolean;
  readonly onStarted: (jobId: string) => void;
}

function StartButtons({ input, disabled, onStarted }: StartButtonsProps) {
  const [start, { loading, error }] = useMutation(StartImportDocument);
  const [dateFormat, setDateFormat] = useState('');
  const [again, setAgain] = useState(false);
  const run = async (dryRun: boolean) => {
    const result = await start({
      variables: { input: { ...input, dryRun, dateFormat: dateFormat || null, again } },
    }).catch(() => null);
    if (result?.data) onStarted(result.data.startImport.id);
  };
  return (
    <div>
      {error && (
        <Alert color="madder" mb="sm">
          {errorSentence(error)}
        </Alert>
      )}
      <Checkbox
        mb="md"
        label="Import again"
        description="Read the file even if the same file went in before. Nothing is counted twice."
        checked={again}
        onChange={(event) => setAgain(event.currentTarget.checked)}
      />
      <Group align="flex-end">
        <TextInput
          label="How the file writes days"
          description="Leave empty for ISO, 2026-01-31"
          placeholder="dd-mm-yyyy"
          value={dateFormat}
          onChange={(event) => setDateFormat(event.currentTarget.value)}
        />
        <Button variant="default" loading={loading} disabled={disabled} onClick={() => run(true)}>
          Try without importing
        </Button>
        <Button loading={loading} disabled={disabled} onClick={() => run(false)}>
          Import
        </Button>
      </Group>
    </div>
  );
}
