import { Menu } from '@mantine/core';
import { Link } from 'react-router';
import type { VersionRowFragment } from '../../generated/graphql.js';
import { useWorkspacePath } from '../../session/session.js';
import { RowMenu } from '../../ui/RowMenu.js';
import type { StageChange } from './stage-change.js';

export interface VersionMenuProps {
  readonly version: VersionRowFragment;
  readonly production: VersionRowFragment | null;
  readonly onChange: (change: StageChange) => void;
}

/** What an ML engineer can do about a version. */
export function VersionMenu({ version, production, onChange }: VersionMenuProps) {
  const workspacePath = useWorkspacePath();
  const { id, kind, stage } = version;
  return (
    <RowMenu of={version.name}>
      <Menu.Item
        disabled={stage === 'PRODUCTION'}
        onClick={() => onChange({ kind: 'promote', model: kind, version, production })}
      >
        Put into production
      </Menu.Item>
      <Menu.Item
        disabled={stage !== 'CANDIDATE'}
        onClick={() => onChange({ kind: 'archive', model: kind, version })}
      >
        Archive
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item component={Link} to={workspacePath(`models/evaluate?version=${id}`)}>
        Evaluate
      </Menu.Item>
      <Menu.Item component={Link} to={workspacePath(`models/train?kind=${kind}&parent=${id}`)}>
        Continue training
      </Menu.Item>
    </RowMenu>
  );
}
