import { Alert, Anchor, Button, Group } from '@mantine/core';
import { Link } from 'react-router';
import { formatDuration, formatMoment } from '../../format/dates.js';
import type { ModelRunDetailQuery } from '../../generated/graphql.js';
import { JobBar } from '../../jobs/JobProgress.js';
import { may } from '../../session/may.js';
import { useSession, useWorkspacePath } from '../../session/session.js';
import { Fact } from '../../ui/Fact.js';
import { Panel } from '../../ui/page/Panel.js';
import { againPath } from '../start/start-link.js';
import { ResumeButton } from './ResumeButton.js';

type Run = ModelRunDetailQuery['modelRun'];

/** Where a run stands, and what came of it. */
export function StatusPanel({ run }: { readonly run: Run }) {
  return (
    <Panel title="Status">
      {run.job.status === 'FAILED' ? <Failure run={run} /> : <JobBar job={run.job} />}
      <RunFacts run={run} />
    </Panel>
  );
}

/** Says what failed and what to do about it, in the words of what failed. */
function Failure({ run }: { readonly run: Run }) {
  const workspacePath = useWorkspacePath();
  const { role } = useSession().viewer;
  const { diverged, resumable } = run;
  return (
    <Alert color="madder" title={diverged ? 'Training was stopped: the loss diverged' : 'The run failed'}>
      {run.job.error ?? 'The server log says why.'}
      {run.kind !== 'GENERATE' && may(role, 'runModels') && (
        <Group mt="sm" gap="xs">
          {resumable && <ResumeButton id={run.id} began={run.curve.length > 0} />}
          <Button size="xs" variant="default" component={Link} to={workspacePath(againPath(run))}>
            {diverged ? 'Train again with other settings' : 'Start another like it'}
          </Button>
        </Group>
      )}
    </Alert>
  );
}

function RunFacts({ run }: { readonly run: Run }) {
  const { job, store } = run;
  return (
    <dl className="facts model-facts">
      {job.startedAt && (
        <Fact term={job.finishedAt ? 'Took' : 'Began'}>
          {job.finishedAt ? formatDuration(job.startedAt, job.finishedAt) : formatMoment(job.startedAt)}
        </Fact>
      )}
      {store && <Fact term="For the store">{store.name}</Fact>}
      {run.version && (
        <Fact term={run.kind === 'TRAIN' ? 'Started from' : 'Version'}>
          <VersionLink version={run.version} />
        </Fact>
      )}
      {run.result.map((version) => (
        <Fact key={version.id} term="Resulting version">
          <VersionLink version={version} />
        </Fact>
      ))}
    </dl>
  );
}

function VersionLink({ version }: { readonly version: NonNullable<Run['version']> }) {
  const workspacePath = useWorkspacePath();
  const { role } = useSession().viewer;
  if (!may(role, 'readModels')) return version.name;
  return (
    <Anchor component={Link} to={workspacePath(`models/versions/${version.id}`)}>
      {version.name}
    </Anchor>
  );
}
