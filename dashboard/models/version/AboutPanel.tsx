import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { formatMoment } from '../../format/dates.js';
import { formatBytes, formatCount } from '../../format/numbers.js';
import type { ModelVersionDetailQuery } from '../../generated/graphql.js';
import { useWorkspacePath } from '../../session/session.js';
import { HashCode } from '../../ui/copy/HashCode.js';
import { Fact } from '../../ui/Fact.js';
import { Panel } from '../../ui/page/Panel.js';
import { MODEL_KIND_LEADS, RUN_KIND_NAMES } from '../model-words.js';
import { VersionBadges } from '../VersionBadges.js';

type Version = ModelVersionDetailQuery['modelVersion'];

export function AboutPanel({ version }: { readonly version: Version }) {
  const { run, promotedAt, dataSnapshotHash } = version;
  return (
    <Panel title="About" lead={MODEL_KIND_LEADS[version.kind]} actions={<VersionBadges version={version} />}>
      <dl className="facts model-facts">
        <Fact term="Architecture">{version.architecture}</Fact>
        <PlaceFacts version={version} />
        <Fact term="Created">
          {formatMoment(version.createdAt)} <small>by {version.createdBy}</small>
        </Fact>
        <Fact term="Promoted">{promotedAt ? formatMoment(promotedAt) : 'Never'}</Fact>
        <Fact term="Created by run">{run ? <RunLink run={run} /> : 'None on this server'}</Fact>
        {dataSnapshotHash && (
          <Fact term="Data snapshot">
            <HashCode of="the data" hash={dataSnapshotHash} />
          </Fact>
        )}
      </dl>
    </Panel>
  );
}

function RunLink({ run: { id, kind } }: { readonly run: NonNullable<Version['run']> }) {
  const workspacePath = useWorkspacePath();
  return (
    <Anchor component={Link} to={workspacePath(`models/runs/${id}`)}>
      {RUN_KIND_NAMES[kind]} {id}
    </Anchor>
  );
}

/** Its size here, or where it runs. */
function PlaceFacts({ version: { endpoint, parameterCount, byteSize } }: { readonly version: Version }) {
  if (endpoint) return <RemoteFacts endpoint={endpoint} />;
  return (
    <>
      <Fact term="Parameters">{formatCount(parameterCount)}</Fact>
      <Fact term="Size">{formatBytes(byteSize)}</Fact>
    </>
  );
}

function RemoteFacts({ endpoint }: { readonly endpoint: NonNullable<Version['endpoint']> }) {
  return (
    <>
      {endpoint.url && <Fact term="Runs at">{endpoint.url}</Fact>}
      <Fact term="Model there">
        {endpoint.modelName} <small>{endpoint.modelVersion ?? 'version of the server’s choice'}</small>
      </Fact>
      {endpoint.url && <Fact term="Key">{endpoint.keyVariable ?? 'none'}</Fact>}
    </>
  );
}
