import { Button, Group, Stack } from '@mantine/core';
import { StartImportDocument } from '../../generated/graphql.js';
import { useCommand } from '../../ui/command/use-command.js';
import { type ImportSettings, startInput } from '../import-settings.js';
import { StartError } from '../StartError.js';

export interface StartButtonsProps {
  readonly settings: ImportSettings;
  /** Whether something has to be corrected first. */
  readonly isBlocked: boolean;
  /** Whether it is not known yet if it is blocked. */
  readonly isReading: boolean;
  readonly onStarted: (jobId: string) => void;
}

/** Tries or runs the import. While it is blocked they lead to what has to be corrected. */
export function StartButtons({ settings, isBlocked, isReading, onStarted }: StartButtonsProps) {
  const { run, loading, error } = useCommand(StartImportDocument, {
    onDone: ({ startImport }) => onStarted(startImport.id),
  });
  const start = (dryRun: boolean) =>
    isBlocked ? focusFirstProblem() : run(startInput(settings, { dryRun }));
  return (
    <Stack gap="md">
      <StartError error={error} />
      <Group>
        <Button loading={loading || isReading} onClick={() => start(true)}>
          Try without importing
        </Button>
        <Button variant="default" loading={loading || isReading} onClick={() => start(false)}>
          Import
        </Button>
      </Group>
    </Stack>
  );
}

function focusFirstProblem(): void {
  document.querySelector<HTMLElement>('[aria-invalid="true"], [data-problem]')?.focus();
}
