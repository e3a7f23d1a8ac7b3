import { Avatar, Group, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { Link } from 'react-router';
import { ROLE_NAMES } from '../../format/words.js';
import { type Session, useSession, useWorkspacePath } from '../../session/session.js';
import { IconLogout, IconUser } from '../../ui/icons/outlined.js';
import { useSignOut } from '../use-sign-out.js';
import { ColorSchemeToggle } from './ColorSchemeToggle.js';

/** The person at the foot of the navigation: account, sign out, and light or dark. */
export function AccountMenu() {
  const { viewer } = useSession();
  return (
    <Group className="account" wrap="nowrap" gap="xs" justify="space-between">
      <Menu position="top-start" shadow="md" width={208}>
        <Menu.Target>
          <UnstyledButton className="account-button">
            <Person name={viewer.name} role={viewer.role} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{viewer.email}</Menu.Label>
          <AccountItems />
        </Menu.Dropdown>
      </Menu>
      <ColorSchemeToggle />
    </Group>
  );
}

function AccountItems() {
  const workspacePath = useWorkspacePath();
  const signOut = useSignOut();
  return (
    <>
      <Menu.Item
        component={Link}
        to={workspacePath('settings/account')}
        leftSection={<IconUser size={16} aria-hidden="true" />}
      >
        Your account
      </Menu.Item>
      <Menu.Item leftSection={<IconLogout size={16} aria-hidden="true" />} onClick={signOut}>
        Sign out
      </Menu.Item>
    </>
  );
}

const Person = ({ name, role }: Pick<Session['viewer'], 'name' | 'role'>) => (
  <>
    <Avatar name={name} color="indigo" size={32} radius="xl" aria-hidden="true" />
    <span className="account-name">
      <Text size="sm" fw={550} truncate>
        {name}
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {ROLE_NAMES[role]}
      </Text>
      <VisuallyHidden>, account menu</VisuallyHidden>
    </span>
  </>
);
