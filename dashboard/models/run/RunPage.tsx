import { Anchor, Breadcrumbs, Stack } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { formatMoment } from '../../format/dates.js';
import type { ModelRunDetailQuery } from '../../generated/graphql.js';
import { isFinished } from '../../jobs/job-state.js';
import { useSession, useWorkspacePath } from '../../session/session.js';
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

function RunDetail({ run }: { readonly run: ModelRunDetailQuery['modelRun'] }) {
  const { role } = useSession().viewer;
  const workspacePath = useWorkspacePath();
  const { kind, job } = run;
  const simulated = [run.version, ...run.result].some((version) => version?.simulated);
  return (
    <Page
      title={`${RUN_KIND_NAMES[kind]} ${run.id}`}
      lead={`${runSubject(run)} · asked for by ${run.createdBy}, ${formatMoment(run.createdAt)}`}
    >
      <Breadcrumbs mb="md" mt={-8}>
        <Anchor component={Link} to={workspacePath('models/runs')} size="sm">
          {runsTitle(role)}
        </Anchor>
        <span>{RUN_KIND_NAMES[kind]}</span>
      </Breadcrumbs>
      <Stack gap="lg">
        <StatusPanel run={run} />
        {kind === 'TRAIN' && <LossPanel points={run.curve} finished={isFinished(job.status)} />}
        {kind === 'GENERATE' && <DrawnPanel run={run} />}
        {kind !== 'GENERATE' && (run.metrics.length > 0 || job.status === 'SUCCEEDED') && (
          <MetricsPanel
            metrics={run.metrics}
            simulated={simulated}
            empty="This run measured nothing. Evaluate the version it made."
          />
        )}
        <SettingsPanel run={run} />
        {(kind !== 'GENERATE' || run.log.length > 0) && <LogPanel lines={run.log} />}
      </Stack>
    </Page>
  );
}
