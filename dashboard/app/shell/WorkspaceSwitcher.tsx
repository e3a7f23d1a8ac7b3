import { Badge, Group, Menu, Text, UnstyledButton } from '@mantine/core';
import { Link } from 'react-router';
import { useSession } from '../../session/session.js';
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
          <Menu.Item
            key={entry.id}
            component={Link}
            to={`/w/${entry.slug}/lift`}
            leftSection={
              <IconCheck size={14} aria-hidden="true" opacity={entry.id === workspace.id ? 1 : 0} />
            }
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
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
