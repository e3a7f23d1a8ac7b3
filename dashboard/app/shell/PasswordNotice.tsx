import { Anchor, CloseButton } from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import { Link } from 'react-router';
import { useSession, useWorkspacePath } from '../../session/session.js';
import { IconKey } from '../../ui/icons/outlined.js';

/** Asks a person who came by a one-time link to set a password, until they dismiss it in this tab. */
export function PasswordNotice() {
  const { viewer } = useSession();
  const workspacePath = useWorkspacePath();
  const [dismissed, setDismissed] = useSessionStorage({
    key: `toile-password-notice-dismissed-${viewer.id}`,
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  if (viewer.hasPassword || dismissed) return null;
  return (
    <aside className="password-notice" aria-label="No password yet">
      <IconKey size={16} aria-hidden="true" />
      <span>
        <Anchor component={Link} to={workspacePath('settings/account')}>
          Set a password
        </Anchor>
        : without one, you need a new sign-in link after you sign out.
      </span>
      <CloseButton size="sm" aria-label="Dismiss" onClick={() => setDismissed(true)} />
    </aside>
  );
}
