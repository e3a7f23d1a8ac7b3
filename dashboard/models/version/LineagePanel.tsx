import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { formatMoment } from '../../format/dates.js';
import type { VersionRowFragment } from '../../generated/graphql.js';
import { useWorkspacePath } from '../../session/session.js';
import { Panel } from '../../ui/page/Panel.js';
import { VersionBadges } from '../VersionBadges.js';
import { lineageOf } from './lineage.js';

export interface LineagePanelProps {
  readonly version: VersionRowFragment;
  /** Every version there is. */
  readonly versions: readonly VersionRowFragment[];
}

/** Which versions it was trained from, and which were trained from it. */
export function LineagePanel({ version, versions }: LineagePanelProps) {
  const { ancestors, children } = lineageOf(versions, version.id);
  if (ancestors.length + children.length === 0)
    return (
      <Panel title="Lineage">
        <Text size="sm" c="dimmed">
          No version on this server is its parent, and none was trained from it.
        </Text>
      </Panel>
    );
  return (
    <Panel title="Lineage" lead="Each version was trained from the one above it.">
      <ol className="lineage">
        {ancestors.map((ancestor) => (
          <Kin key={ancestor.id} version={ancestor} />
        ))}
        <li aria-current="true">
          <b>{version.name}</b> <small>this version</small>
          {children.length > 0 && (
            <ul className="lineage">
              {children.map((child) => (
                <Kin key={child.id} version={child} />
              ))}
            </ul>
          )}
        </li>
      </ol>
    </Panel>
  );
}

function Kin({ version }: { readonly version: VersionRowFragment }) {
  const workspacePath = useWorkspacePath();
  return (
    <li>
      <Anchor component={Link} to={workspacePath(`models/versions/${version.id}`)}>
        {version.name}
      </Anchor>{' '}
      <small>{formatMoment(version.createdAt)}</small> <VersionBadges version={version} />
    </li>
  );
}
