import { Anchor, Text } from '@mantine/core';
import { useEffect } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { JobProgress } from '../jobs/JobProgress.js';
import { forgetClients } from '../session/apollo-client.js';
import { useWorkspacePath } from '../session/session.js';
import { Page } from '../ui/page/Page.js';
import { Panel } from '../ui/page/Panel.js';

/** Follows the load of the demo, then opens its lift. */
export function DemoPage() {
  const { job = '' } = useParams();
  const workspacePath = useWorkspacePath();
  return (
    <Page
      title="Loading the demo"
      lead="Simulated stores, garments and four weeks of events, with known effects. Their lift opens as soon as they are loaded, usually within half a minute."
    >
      <Panel title="Progress">
        <JobProgress id={job}>{() => <OpenDemo />}</JobProgress>
        <Text size="sm" c="dimmed" mt="md">
          The demo is a workspace of its own. To use your own data now,{' '}
          <Anchor component={Link} to={workspacePath('lift')}>
            go to your workspace
          </Anchor>
          .
        </Text>
      </Panel>
    </Page>
  );
}

function OpenDemo() {
  const navigate = useNavigate();
  useEffect(() => {
    forgetClients(); // each caches the list of workspaces
    void navigate('/w/demo/lift', { replace: true });
  }, [navigate]);
  return null;
}
