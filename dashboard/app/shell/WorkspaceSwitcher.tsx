import { Badge, Group, Menu, Text, UnstyledButton } from '@mantine/core';
import { Link } from 'react-router';
import { type Session, useSession } from '../../session/session.js';
import { IconCheck, IconSelector } from '../../ui/icons/outlined.js';

/** Says which workspace is shown and switches to another. */
export function WorkspaceSwitcher() {
  const { workspace, workspaces } = useSession();

  return (
    <Menu width="target" position="bottom-start" shadow="md">
      <Menu.Target>
        <UnstyledButton className="switcher" aria-label={`Workspace ${workspace.name}, switch`}>
          <Group justify="space-between" wrap="nowrap" gap="xs">
            <Text size="sm" fw={550} truncate>
              {workspace.name}
            </Text>
            <IconSelector size={16} aria-hidden="true" />
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Workspaces</Menu.Label>
        {workspaces.map((entry) => (
          <WorkspaceItem key={entry.id} entry={entry} isCurrent={entry.id === workspace.id} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface WorkspaceItemProps {
  readonly entry: Session['workspace'];
  readonly isCurrent: boolean;
}

const WorkspaceItem = ({ entry, isCurrent }: WorkspaceItemProps) => (
  <Menu.Item
    component={Link}
    to={`/w/${entry.slug}/lift`}
    leftSection={<IconCheck size={14} aria-hidden="true" opacity={isCurrent ? 1 : 0} />}
    rightSection={
      entry.simulated && (
        <Badge size="xs" color="ochre" variant="light">
          simulated
        </Badge>
      )
    }
  >
    {entry.name}
  </Menu.Item>
);
