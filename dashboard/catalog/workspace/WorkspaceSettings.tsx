import { Stack } from '@mantine/core';
import { DeleteWorkspace } from '../removal/DeleteWorkspace.js';
import { ListScenariosPanel } from './ListScenariosPanel.js';
import { WorkspacePanel } from './WorkspacePanel.js';

/** What holds for one workspace, the way to another, and its end. */
export function WorkspaceSettings() {
  return (
    <Stack gap="lg">
      <WorkspacePanel />
      <ListScenariosPanel />
      <DeleteWorkspace />
    </Stack>
  );
}
