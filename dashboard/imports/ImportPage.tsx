import { useQuery } from '@apollo/client/react';
import { Anchor, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { IMPORT_KIND_NAMES, optionsOf } from '../format/words.js';
import { ImportFieldsDocument, type ImportKind } from '../generated/graphql.js';
import { useWorkspacePath } from '../session/session.js';
import { Page } from '../ui/page/Page.js';
import { Panel } from '../ui/page/Panel.js';
import { columnsSentence } from './columns-sentence.js';
import { FileDrop } from './FileDrop.js';
import { ImportRun } from './ImportRun.js';
import { MappingPanel } from './mapping/MappingPanel.js';
import { useImportDraft } from './use-import-draft.js';

const KIND_LEADS: Record<ImportKind, string> = {
  COUNTS:
    'Totals that are already added up: per item, and per day where you have it. What most shops can export.',
  EVENTS:
    'One row per impression, click, order or return, with the visitor and the time. The items have to be known already.',
  ITEMS: 'The catalogue, one row per item.',
};

/** From a file to numbers: choose, look at the mapping, try it without effect, then run. */
export function ImportPage() {
  const draft = useImportDraft();
  return (
    <Page title="Import" lead={<Lead />}>
      <Stack gap="lg">
        <KindPanel kind={draft.kind} onChange={draft.chooseKind} />
        <Panel title="2. The file">
          {draft.upload ? (
            <ChosenFile name={draft.upload.name} onStartOver={draft.startOver} />
          ) : (
            <FileDrop onUploaded={draft.chooseUpload} />
          )}
        </Panel>
        {draft.upload && !draft.jobId && (
          <MappingPanel
            kind={draft.kind}
            upload={draft.upload}
            maps={draft.maps}
            onMaps={draft.changeMaps}
            onStarted={draft.showJob}
          />
        )}
        {draft.jobId && (
          <ImportRun jobId={draft.jobId} onBack={draft.backToMapping} onStartOver={draft.startOver} />
        )}
      </Stack>
    </Page>
  );
}

function Lead() {
  const workspacePath = useWorkspacePath();
  return (
    <>
      Bring in a file. To send events as they happen instead, see{' '}
      <Anchor component={Link} to={workspacePath('help#send-events')}>
        where to send events
      </Anchor>
      .
    </>
  );
}

interface KindPanelProps {
  readonly kind: ImportKind;
  readonly onChange: (kind: ImportKind) => void;
}

const KindPanel = ({ kind, onChange }: KindPanelProps) => (
  <Panel title="1. What is in the file">
    <SegmentedControl
      aria-label="What is in the file"
      data={optionsOf(IMPORT_KIND_NAMES)}
      value={kind}
      onChange={(chosen) => onChange(chosen as ImportKind)}
    />
    <Text size="sm" c="dimmed" mt="sm" maw="75ch">
      {KIND_LEADS[kind]} <Columns kind={kind} />
    </Text>
  </Panel>
);

interface ChosenFileProps {
  readonly name: string;
  readonly onStartOver: () => void;
}

const ChosenFile = ({ name, onStartOver }: ChosenFileProps) => (
  <Group justify="space-between">
    <Text fw={550}>{name}</Text>
    <Anchor component="button" type="button" size="sm" onClick={onStartOver}>
      Choose another file
    </Anchor>
  </Group>
);

/** What the columns may be, as the server states it. */
function Columns({ kind }: { readonly kind: ImportKind }) {
  const { data } = useQuery(ImportFieldsDocument, { variables: { kind } });
  return data && columnsSentence(data.importFields);
}
