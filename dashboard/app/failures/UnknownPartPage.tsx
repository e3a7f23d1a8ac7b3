import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { useWorkspacePath } from '../../session/session.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Page } from '../../ui/page/Page.js';

/** For an address below a workspace at which there is no page. */
export function UnknownPartPage() {
  const workspacePath = useWorkspacePath();
  return (
    <Page title="Page not found">
      <EmptyNotice title="There is no page at this address">
        The address may be mistyped, or the page may have moved.{' '}
        <Anchor component={Link} to={workspacePath('lift')}>
          Go to the lift
        </Anchor>
      </EmptyNotice>
    </Page>
  );
}
