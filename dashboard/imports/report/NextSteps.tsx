import { Button, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { StartImportDocument } from '../../generated/graphql.js';
import { useWorkspacePath } from '../../session/session.js';
import { useCommand } from '../../ui/command/use-command.js';
import { RevertButton } from '../history/RevertButton.js';
import { startInput } from '../import-settings.js';
import { StartError } from '../StartError.js';
import type { ImportDraft } from '../use-import-draft.js';
import type { ImportReport } from './import-report.js';
import { offerOf } from './next-step.js';

interface NextStepsProps {
  /** Null for an import that failed or was stopped. */
  readonly report: ImportReport | null;
  readonly draft: ImportDraft;
}

/** What can be done after an import has ended. */
export function NextSteps({ report, draft }: NextStepsProps) {
  const { run, loading, error } = useCommand(StartImportDocument, {
    onDone: ({ startImport }) => draft.showJob(startImport.id),
  });
  const offer = report && offerOf(report);
  return (
    <Stack gap="sm">
      <StartError error={error} />
      {report?.dryRun && <Text size="sm">Nothing was changed.</Text>}
      <Group>
        {offer && (
          <Button loading={loading} onClick={() => run(startInput(offer.settings, { dryRun: false }))}>
            {offer.label}
          </Button>
        )}
        {report?.dryRun === false && !offer && <LiftLink />}
        {report?.runId && !report.alreadyImportedAt && (
          <RevertButton runId={report.runId} fileName={report.fileName} />
        )}
        <ChangeSettings report={report} draft={draft} />
        <Button variant="default" onClick={draft.startOver}>
          Import another file
        </Button>
      </Group>
    </Stack>
  );
}

/** Of a job that brought nothing yet; a link from another page has its settings in the report alone. */
function ChangeSettings({ report, draft }: NextStepsProps) {
  const settings = report ? report.settings : draft.settings;
  const isDone = report && !report.dryRun && !report.alreadyImportedAt;
  if (!settings || isDone) return null;
  return (
    <Button
      variant="default"
      onClick={() => draft.showSettings(settings, report?.fileName ?? draft.fileName)}
    >
      Change settings
    </Button>
  );
}

function LiftLink() {
  const workspacePath = useWorkspacePath();
  return (
    <Button component={Link} to={workspacePath('lift')}>
      See the lift
    </Button>
  );
}
