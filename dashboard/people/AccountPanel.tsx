import { Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { ROLE_NAMES, ROLE_PERMISSIONS } from '../format/words.js';
import { forgetClients } from '../session/apollo-client.js';
import { useSession } from '../session/session.js';
import { Fact } from '../ui/Fact.js';
import { Panel } from '../ui/page/Panel.js';
import { PasswordForm } from './PasswordForm.js';

export function AccountPanel() {
  const { viewer, workspace } = useSession();
  return (
    <Stack gap="lg">
      <Panel title="Your account">
        <dl className="facts">
          <Fact term="Name">{viewer.name}</Fact>
          <Fact term="E-mail">{viewer.email}</Fact>
          <Fact term="Role">{ROLE_NAMES[viewer.role]}</Fact>
        </dl>
        <Text size="sm" c="dimmed" mt="md">
          {ROLE_PERMISSIONS[viewer.role]}
        </Text>
      </Panel>
      <Panel title="Your password">
        <div className="narrow">
          <PasswordForm
            email={viewer.email}
            asksCurrent={viewer.hasPassword}
            onDone={() => {
              forgetClients({ except: workspace.slug }); // each caches that there is no password yet
              notifications.show({ message: 'Your password is saved.' });
            }}
          />
        </div>
      </Panel>
    </Stack>
  );
}
