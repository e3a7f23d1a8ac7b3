import { useQuery } from '@apollo/client/react';
import { Anchor, SegmentedControl, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { IMPORT_KIND_NAMES, optionsOf } from '../format/words.js';
import { ImportFieldsDocument, type ImportKind } from '../generated/graphql.js';
import { may } from '../session/may.js';
import { useSession, useWorkspacePath } from '../session/session.js';
import { EmptyNotice } from '../ui/page/EmptyNotice.js';
import { Page } from '../ui/page/Page.js';
import { Panel } from '../ui/page/Panel.js';
import { columnsSentence } from './columns-sentence.js';
import { FilePanel } from './file/FilePanel.js';
import { PreviewSteps } from './PreviewSteps.js';
import { ImportRun } from './report/ImportRun.js';
import { type ImportDraft, useImportDraft } from './use-import-draft.js';

const KIND_LEADS: Record<ImportKind, string> = {
  COUNTS:
    'Totals that are already added up: per item, and per day where you have it. What most shops can export.',
  EVENTS:
    'One row per impression, click, order or return, with the visitor and the time. The items have to be known already.',
  ITEMS: 'The catalogue, one row per item.',
};

/** From a file to numbers: choose, look at the mapping, try it without effect, then run. */
export function ImportPage() {
  const { viewer } = useSession();
  const draft = useImportDraft();
  if (!may(viewer.role, 'importFiles')) return <NotForThisRole />;
  return (
    <Page title="Import" lead={<Lead />}>
      {draft.jobId ? <ImportRun jobId={draft.jobId} draft={draft} /> : <Steps draft={draft} />}
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
      . Earlier files are under{' '}
      <Anchor component={Link} to={workspacePath('activity/imports')}>
        Activity, Imports
      </Anchor>
      .
    </>
  );
}

const NotForThisRole = () => (
  <Page title="Import">
    <EmptyNotice title="This page is not for your role">
      Importing is for administrators and analysts. An administrator can change your role.
    </EmptyNotice>
  </Page>
);

const Steps = ({ draft }: { readonly draft: ImportDraft }) => (
  <Stack gap="lg">
    <KindPanel kind={draft.kind} onChange={draft.chooseKind} />
    <FilePanel draft={draft} />
    {draft.settings && (
      <PreviewSteps
        key={`${draft.kind} ${draft.settings.uploadId}`} // the preview of one file never stands in for another's
        settings={draft.settings}
        draft={draft}
      />
    )}
  </Stack>
);

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

/** What the columns may be, as the server states it. */
function Columns({ kind }: { readonly kind: ImportKind }) {
  const { data, error } = useQuery(ImportFieldsDocument, { variables: { kind } });
  if (error) return 'The list of columns could not be loaded.';
  return data && columnsSentence(data.importFields);
}
