import { useQuery } from '@apollo/client/react';
import { Code, Stack } from '@mantine/core';
import { useState } from 'react';
import { useParams } from 'react-router';
import { ModelVersionDetailDocument, type ModelVersionDetailQuery } from '../../generated/graphql.js';
import { may } from '../../session/may.js';
import { useSession, useWorkspacePath } from '../../session/session.js';
import { Crumbs } from '../../ui/page/Crumbs.js';
import { Page } from '../../ui/page/Page.js';
import { PageQuery } from '../../ui/page/PageQuery.js';
import { Panel } from '../../ui/page/Panel.js';
import { Limitations } from '../Limitations.js';
import { MetricsPanel } from '../MetricsPanel.js';
import { MODEL_KIND_NAMES } from '../model-words.js';
import { StageChangeModal } from '../registry/StageChangeModal.js';
import type { StageChange } from '../registry/stage-change.js';
import { AboutPanel } from './AboutPanel.js';
import { ApiPanel } from './ApiPanel.js';
import { FeaturesPanel } from './FeaturesPanel.js';
import { FilesPanel } from './FilesPanel.js';
import { LineagePanel } from './LineagePanel.js';
import { VersionActions } from './VersionActions.js';

export function VersionPage() {
  const { id = '' } = useParams();
  const { role } = useSession().viewer;
  const { data, error, refetch } = useQuery(ModelVersionDetailDocument, {
    variables: { id, addresses: may(role, 'runModels') },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <PageQuery title="Model version" data={data} error={error} refetch={refetch}>
      {(detail) => <VersionDetail detail={detail} />}
    </PageQuery>
  );
}

function VersionDetail({ detail }: { readonly detail: ModelVersionDetailQuery }) {
  const { modelVersion: version, modelVersions } = detail;
  const workspacePath = useWorkspacePath();
  const { role } = useSession().viewer;
  const [change, setChange] = useState<StageChange | null>(null);
  const production =
    modelVersions.find(({ kind, stage }) => kind === version.kind && stage === 'PRODUCTION') ?? null;
  const actions = may(role, 'runModels') && (
    <VersionActions version={version} production={production} onChange={setChange} />
  );
  return (
    <Page title={version.name} lead={version.note ?? undefined} actions={actions}>
      <Crumbs above={[{ to: workspacePath('models/versions'), label: 'Models' }]}>
        <span>{MODEL_KIND_NAMES[version.kind]}</span>
      </Crumbs>
      <VersionPanels detail={detail} />
      <StageChangeModal change={change} onClose={() => setChange(null)} />
    </Page>
  );
}

function VersionPanels({ detail }: { readonly detail: ModelVersionDetailQuery }) {
  const { modelVersion: version, modelVersions } = detail;
  return (
    <Stack gap="lg">
      <Limitations versions={[version]} />
      <AboutPanel version={version} />
      <MetricsPanel
        metrics={version.metrics}
        simulated={version.simulated}
        empty="This version has not been measured. Evaluate it on groups of your own."
      />
      <LineagePanel version={version} versions={modelVersions} />
      <FeaturesPanel features={version.features} />
      <ApiPanel version={version} />
      <FilesPanel files={version.files} endpoint={version.endpoint} />
      <Panel title="Configuration" lead="Settings of the architecture, from its files.">
        <Code block tabIndex={0} className="model-config" aria-label="Configuration as JSON">
          {JSON.stringify(JSON.parse(version.config), null, 2)}
        </Code>
      </Panel>
    </Stack>
  );
}
