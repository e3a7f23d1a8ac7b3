import { Stack, Text } from '@mantine/core';
import { Panel } from '../../ui/page/Panel.js';
import type { SortedProblems } from '../problems.js';
import { warningWords } from '../warning-words.js';
import { Faults } from './Faults.js';
import { PreviewTable, type PreviewTableProps } from './PreviewTable.js';
import { StartButtons, type StartButtonsProps } from './StartButtons.js';

export interface CheckPanelProps
  extends PreviewTableProps,
    Pick<StartButtonsProps, 'settings' | 'isReading' | 'onStarted'> {
  readonly problems: SortedProblems;
}

/** The first rows as they would be imported, what is wrong with them, and the buttons that try and run it. */
export const CheckPanel = ({ problems, preview, bindings, ...start }: CheckPanelProps) => (
  <Panel title="5. Try it, then import">
    <Stack gap="lg">
      <Faults title="Correct this first" isBlocking sentences={problems.general} />
      <Faults title="These rows would be rejected" sentences={problems.ofRows} />
      <Faults title="Look at these rows again" sentences={preview.warnings.map(warningWords)} />
      {!preview.sawAllRows && (
        <Text size="sm" c="dimmed">
          Only the first rows were checked. “Try without importing” checks all of them.
        </Text>
      )}
      <PreviewTable preview={preview} bindings={bindings} />
      <StartButtons {...start} isBlocked={problems.isBlocked} />
    </Stack>
  </Panel>
);
