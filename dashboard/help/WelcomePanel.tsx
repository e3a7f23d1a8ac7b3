import { Anchor, Button, Stack, Text, Title } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { LoadDemoDocument } from '../generated/graphql.js';
import { may } from '../session/may.js';
import { useSession, useWorkspacePath } from '../session/session.js';
import { CommandError } from '../ui/command/CommandError.js';
import { useCommand } from '../ui/command/use-command.js';
import { IconFileImport, IconFlask, IconPlugConnected } from '../ui/icons/outlined.js';
import { Page } from '../ui/page/Page.js';

/** What a visitor of an empty workspace sees: what Toile answers, and three ways to begin. */
export const WelcomePanel = () => (
  <Page
    title="Welcome to Toile"
    lead="Does the AI item do better than the human-designed items of the same store, by how much, and how sure are we? There is no data here yet. Three ways to begin:"
  >
    <div className="welcome">
      <DemoCard />
      <ImportCard />
      <ConnectCard />
    </div>
  </Page>
);

function ImportCard() {
  const { viewer } = useSession();
  const workspacePath = useWorkspacePath();
  return (
    <article className="panel">
      <IconFileImport size={28} stroke={1.4} aria-hidden="true" />
      <Title order={2}>Import a file</Title>
      <Text c="dimmed" size="sm">
        A CSV of impressions, clicks and orders per item is enough for a first answer. You see the mapping and
        can try it before anything is stored.
      </Text>
      {may(viewer.role, 'importFiles') ? (
        <Button component={Link} to={workspacePath('import?kind=COUNTS')}>
          Import counts
        </Button>
      ) : (
        <ForAnalysts />
      )}
    </article>
  );
}

function ConnectCard() {
  const workspacePath = useWorkspacePath();
  return (
    <article className="panel">
      <IconPlugConnected size={28} stroke={1.4} aria-hidden="true" />
      <Title order={2}>Connect a shop</Title>
      <Text c="dimmed" size="sm">
        Import your items, add an API key, then point a Segment client at this host. Events count from the
        moment they are acknowledged.
      </Text>
      <Anchor component={Link} to={workspacePath('help#send-events')}>
        How to send events
      </Anchor>
    </article>
  );
}

function DemoCard() {
  const { viewer, workspaces } = useSession();
  const demo = workspaces.find(({ slug }) => slug === 'demo');
  return (
    <article className="panel">
      <IconFlask size={28} stroke={1.4} aria-hidden="true" />
      <Title order={2}>Look at the demo</Title>
      <Text c="dimmed" size="sm">
        A workspace of its own with simulated stores, garments and four weeks of events. Its true effects are
        known, so you can check the answers.
      </Text>
      {demo && (
        <Button component={Link} to={`/w/${demo.slug}/lift`} variant="light">
          Open the demo
        </Button>
      )}
      {!demo && (may(viewer.role, 'loadDemo') ? <DemoLoader /> : <ForAnalysts />)}
    </article>
  );
}

const ForAnalysts = () => <Text size="sm">An administrator or an analyst can do this.</Text>;

function DemoLoader() {
  const navigate = useNavigate();
  const workspacePath = useWorkspacePath();
  const { run, loading, error } = useCommand(LoadDemoDocument, {
    onDone: ({ loadDemo: { id } }) => navigate(workspacePath(`demo/${id}`)),
  });
  return (
    <Stack gap="xs">
      <CommandError error={error} />
      <Button variant="light" onClick={() => run()} loading={loading}>
        Load the demo workspace
      </Button>
    </Stack>
  );
}
