import { Stack } from '@mantine/core';
import { useParams } from 'react-router';
import { formatMoment } from '../../format/dates.js';
import type { ModelRunDetailQuery } from '../../generated/graphql.js';
import { isFinished } from '../../jobs/job-state.js';
import { useSession, useWorkspacePath } from '../../session/session.js';
import { Crumbs } from '../../ui/page/Crumbs.js';
import { Page } from '../../ui/page/Page.js';
import { PageQuery } from '../../ui/page/PageQuery.js';
import { MetricsPanel } from '../MetricsPanel.js';
import { RUN_KIND_NAMES, runsTitle } from '../model-words.js';
import { runSubject } from '../runs/run-words.js';
import { DrawnPanel } from './DrawnPanel.js';
import { LogPanel } from './LogPanel.js';
import { LossPanel } from './LossPanel.js';
import { SettingsPanel } from './SettingsPanel.js';
import { StatusPanel } from './StatusPanel.js';
import { useRun } from './use-run.js';

export function RunPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useRun(id);
  return (
    <PageQuery title="Run" data={data} error={error} refetch={refetch}>
      {({ modelRun }) => <RunDetail run={modelRun} />}
    </PageQuery>
  );
}

type Run = ModelRunDetailQuery['modelRun'];

function RunDetail({ run }: { readonly run: Run }) {
  const { role } = useSession().viewer;
  const workspacePath = useWorkspacePath();
  const { kind } = run;
  return (
    <Page
      title={`${RUN_KIND_NAMES[kind]} ${run.id}`}
      lead={`${runSubject(run)} · requested by ${run.createdBy}, ${formatMoment(run.createdAt)}`}
    >
      <Crumbs above={[{ to: workspacePath('models/runs'), label: runsTitle(role) }]}>
        <span>{RUN_KIND_NAMES[kind]}</span>
      </Crumbs>
      <Stack gap="lg">
        <StatusPanel run={run} />
        {kind === 'GENERATE' ? <DrawnPanel run={run} /> : <Measured run={run} />}
        <SettingsPanel run={run} />
        {(kind !== 'GENERATE' || run.log.length > 0) && <LogPanel lines={run.log} />}
      </Stack>
    </Page>
  );
}

/** The loss of a training, and what it or an evaluation measured. */
function Measured({ run }: { readonly run: Run }) {
  const { kind, job, metrics } = run;
  const simulated = [run.version, ...run.result].some((version) => version?.simulated);
  return (
    <>
      {kind === 'TRAIN' && <LossPanel points={run.curve} finished={isFinished(job.status)} />}
      {(metrics.length > 0 || job.status === 'SUCCEEDED') && (
        <MetricsPanel
          metrics={metrics}
          simulated={simulated}
          empty="This run measured nothing. Evaluate the version it made."
        />
      )}
    </>
  );
}
