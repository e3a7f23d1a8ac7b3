import { useQuery } from '@apollo/client/react';
import { Stack } from '@mantine/core';
import { errorCode, errorWords } from '../format/errors.js';
import { ImportPreviewDocument } from '../generated/graphql.js';
import { Panel } from '../ui/page/Panel.js';
import { QueryView } from '../ui/page/QueryView.js';
import { CheckPanel } from './check/CheckPanel.js';
import { isFaultOfFile, UnreadableFile } from './file/UnreadableFile.js';
import { type ImportSettings, previewInput } from './import-settings.js';
import { missingWords, toBindings, toMaps } from './mapping/field-binding.js';
import { MAPPING_TITLE, MappingPanel } from './mapping/MappingPanel.js';
import type { Preview } from './mapping/mapped-field.js';
import { sortProblems } from './problems.js';
import { CsvFields, saysCsv } from './reading/CsvFields.js';
import { dateFormatFault } from './reading/date-formats.js';
import { ReadingPanel } from './reading/ReadingPanel.js';
import type { ImportDraft } from './use-import-draft.js';

export interface PreviewStepsProps {
  readonly settings: ImportSettings;
  readonly draft: ImportDraft;
}

/** How the file is read: the server proposes; the person corrects, tries, runs. */
export function PreviewSteps({ settings, draft }: PreviewStepsProps) {
  const { data, previousData, error, loading, refetch } = useQuery(ImportPreviewDocument, {
    variables: { input: previewInput(settings) },
    fetchPolicy: 'cache-and-network', // other imports may have brought the items that rows name
  });
  const preview = (data ?? previousData)?.importPreview;
  if (preview)
    return (
      <Corrections settings={settings} draft={draft} preview={preview} error={error} isReading={loading} />
    );
  return (
    <Panel title={MAPPING_TITLE}>
      <Stack gap="lg">
        {isFaultOfFile(error) ? (
          <UnreadableFile error={error} onStartOver={draft.startOver} />
        ) : (
          <QueryView data={null} error={error} refetch={refetch}>
            {() => null}
          </QueryView>
        )}
        {(errorCode(error) === 'INVALID_INPUT' || saysCsv(settings)) && (
          <CsvFields settings={settings} delimiter={null} onChange={draft.change} />
        )}
      </Stack>
    </Panel>
  );
}

interface CorrectionsProps extends PreviewStepsProps {
  readonly preview: Preview;
  /** Why the server refuses these settings; the preview is then the one before. */
  readonly error: unknown;
  /** Whether the preview of these settings is still to come. */
  readonly isReading: boolean;
}

function Corrections({ preview, error, isReading, settings, draft }: CorrectionsProps) {
  const columnNames = preview.columns.map(({ name }) => name);
  const bindings = toBindings(settings.maps ?? preview.maps, preview.fields, columnNames);
  const problems = sortProblems(preview.problems, {
    missing: missingWords(bindings, preview.fields),
    refusal: error ? errorWords(error).hint : null,
    hasOtherFault: dateFormatFault(settings.dateFormat) !== null,
  });
  return (
    <Stack gap="lg">
      <MappingPanel
        fields={preview.fields}
        columns={preview.columns}
        columnsAreComplete={preview.columnsAreComplete}
        bindings={bindings}
        problems={problems.byField}
        onChange={(changed) => draft.change({ maps: toMaps(changed) })}
      />
      <ReadingPanel settings={settings} preview={preview} problems={problems} onChange={draft.change} />
      <CheckPanel
        preview={preview}
        bindings={bindings}
        problems={problems}
        settings={{ ...settings, maps: toMaps(bindings) }}
        isReading={isReading}
        onStarted={draft.showJob}
      />
    </Stack>
  );
}
