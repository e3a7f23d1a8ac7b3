import { Button, Group } from '@mantine/core';
import { Link } from 'react-router';
import type { VersionRowFragment } from '../../generated/graphql.js';
import { useWorkspacePath } from '../../session/session.js';
import type { StageChange } from '../registry/stage-change.js';

export interface VersionActionsProps {
  readonly version: VersionRowFragment;
  readonly production: VersionRowFragment | null;
  readonly onChange: (change: StageChange) => void;
}

/** What can be done with a version, on top of its page. */
export function VersionActions({ version, production, onChange }: VersionActionsProps) {
  const workspacePath = useWorkspacePath();
  const { id, kind, stage } = version;
  return (
    <Group gap="xs">
      {stage === 'CANDIDATE' && (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => onChange({ kind: 'archive', model: kind, version })}
        >
          Archive
        </Button>
      )}
      <Button variant="default" component={Link} to={workspacePath(`models/evaluate?version=${id}`)}>
        Evaluate
      </Button>
      <Button variant="default" component={Link} to={workspacePath(`models/train?kind=${kind}&parent=${id}`)}>
        Continue training
      </Button>
      <ProductionButton version={version} production={production} onChange={onChange} />
    </Group>
  );
}

function ProductionButton({ version, production, onChange }: VersionActionsProps) {
  const { kind: model, stage, former } = version;
  if (stage !== 'PRODUCTION')
    return (
      <Button onClick={() => onChange({ kind: 'promote', model, version, production })}>
        Put into production
      </Button>
    );
  if (!former) return null;
  const rollBack = () => onChange({ kind: 'roll-back', model, production: version, former });
  return (
    <Button variant="default" onClick={rollBack}>
      Roll back to {former.name}
    </Button>
  );
}
