import { useQuery } from '@apollo/client/react';
import { Alert, Button, Checkbox, Group, List, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { errorSentence } from '../../format/errors.js';
import {
  type FieldMapInput,
  type ImportKind,
  ImportPreviewDocument,
  type ImportPreviewQuery,
  StartImportDocument,
} from '../../generated/graphql.js';
import { CommandError } from '../../ui/command/CommandError.js';
import { useCommand } from '../../ui/command/use-command.js';
import { Panel } from '../../ui/page/Panel.js';
import { QueryView } from '../../ui/page/QueryView.js';
import type { Upload } from '../use-import-draft.js';
import { FieldTable } from './FieldTable.js';
import { type Bindings, missingWords, toBindings, toMaps } from './field-binding.js';
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
        {(shown) => (
          <Mapping
            preview={shown}
            bindings={toBindings(maps ?? shown.maps, shown.fields, names(shown.columns))}
            error={error}
            run={{ kind, uploadId: upload.uploadId }}
            onMaps={onMaps}
            onStarted={onStarted}
          />
        )}
      </QueryView>
    </Panel>
  );
}

interface MappingProps extends Pick<MappingPanelProps, 'onMaps' | 'onStarted'> {
  readonly preview: ImportPreviewQuery['importPreview'];
  readonly bindings: Bindings;
  /** Why the server refuses these bindings; the preview is then the one before. */
  readonly error: unknown;
  readonly run: Omit<StartButtonsProps['input'], 'maps'>;
}

const Mapping = ({ preview, bindings, error, run, onMaps, onStarted }: MappingProps) => (
  <Stack gap="lg">
    <FieldTable
      fields={preview.fields}
      columns={preview.columns}
      bindings={bindings}
      onChange={(changed) => onMaps(toMaps(changed))}
    />
    <Problems
      problems={
        missingWords(bindings, preview.fields) ??
        (error ? [errorSentence(error)] : preview.problems.map(({ message }) => message))
      }
    />
    <PreviewTable columns={names(preview.columns)} rows={preview.rows} />
    <StartButtons
      input={{ ...run, maps: toMaps(bindings) }}
      disabled={error !== undefined}
      onStarted={onStarted}
    />
  </Stack>
);

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
  const { run, loading, error } = useCommand(StartImportDocument, {
    onDone: ({ startImport }) => onStarted(startImport.id),
  });
  const [dateFormat, setDateFormat] = useState('');
  const [again, setAgain] = useState(false);
  const start = (dryRun: boolean) => run({ ...input, dryRun, dateFormat: dateFormat || null, again });
  return (
    <Stack gap="md">
      <CommandError error={error} />
      <AgainCheckbox checked={again} onChange={setAgain} />
      <Group align="flex-end">
        <DateFormatField value={dateFormat} onChange={setDateFormat} />
        <Button variant="default" loading={loading} disabled={disabled} onClick={() => start(true)}>
          Try without importing
        </Button>
        <Button loading={loading} disabled={disabled} onClick={() => start(false)}>
          Import
        </Button>
      </Group>
    </Stack>
  );
}

interface AgainCheckboxProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

const AgainCheckbox = ({ checked, onChange }: AgainCheckboxProps) => (
  <Checkbox
    label="Import again"
    description="Read the file even if the same file went in before. Nothing is counted twice."
    checked={checked}
    onChange={(event) => onChange(event.currentTarget.checked)}
  />
);

interface DateFormatFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const DateFormatField = ({ value, onChange }: DateFormatFieldProps) => (
  <TextInput
    label="How the file writes days"
    description="Leave empty for ISO, 2026-01-31"
    placeholder="dd-mm-yyyy"
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);
