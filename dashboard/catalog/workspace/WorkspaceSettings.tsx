import { Stack } from '@mantine/core';
import { ListScenariosPanel } from './ListScenariosPanel.js';
import { WorkspacePanel } from './WorkspacePanel.js';

/** What holds for one workspace, and the way to another. */
export function WorkspaceSettings() {
  return (
    <Stack gap="lg">
      <WorkspacePanel />
      <ListScenariosPanel />
    </Stack>
  );
}
