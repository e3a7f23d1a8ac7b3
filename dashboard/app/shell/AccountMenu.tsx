import { Avatar, Group, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { Link } from 'react-router';
import { ROLE_NAMES } from '../../format/words.js';
import { useSession, useWorkspacePath } from '../../session/session.js';
import { IconLogout, IconUser } from '../../ui/icons/outlined.js';
import { useSignOut } from '../use-sign-out.js';
import { ColorSchemeToggle } from './ColorSchemeToggle.js';

/** The person at the foot of the navigation: account, sign out, and light or dark beside it. */
export function AccountMenu() {
  const { viewer } = useSession();
  const workspacePath = useWorkspacePath();
  const leave = useSignOut();

  return (
    <Group className="account" wrap="nowrap" gap="xs" justify="space-between">
      <Menu position="top-start" shadow="md" width={208}>
        <Menu.Target>
          <UnstyledButton className="account-button">
            <Avatar name={viewer.name} color="indigo" size={32} radius="xl" aria-hidden="true" />
            <span className="account-name">
              <Text size="sm" fw={550} truncate>
                {viewer.name}
              </Text>
              <Text size="xs" c="dimmed" truncate>
                {ROLE_NAMES[viewer.role]}
              </Text>
              <VisuallyHidden>, account menu</VisuallyHidden>
            </span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{viewer.email}</Menu.Label>
          <Menu.Item
            component={Link}
            to={workspacePath('settings/account')}
            leftSection={<IconUser size={16} aria-hidden="true" />}
          >
            Your account
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} aria-hidden="true" />} onClick={leave}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ColorSchemeToggle />
    </Group>
  );
}
