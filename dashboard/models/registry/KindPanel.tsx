import { Button, Checkbox, Group } from '@mantine/core';
import type { ModelKind, VersionRowFragment } from '../../generated/graphql.js';
import { IconArrowBackUp } from '../../ui/icons/outlined.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import { useUrlText } from '../../ui/use-url-text.js';
import { MODEL_KIND_LEADS, MODEL_KIND_NAMES } from '../model-words.js';
import type { StageChange } from './stage-change.js';
import { VersionsTable } from './VersionsTable.js';
import { versionsOfKind } from './version-rows.js';

export interface KindPanelProps {
  readonly kind: ModelKind;
  /** Versions of every kind. */
  readonly versions: readonly VersionRowFragment[];
  /** Absent where the reader may change nothing. */
  readonly onChange: ((change: StageChange) => void) | undefined;
}

/** The versions of one kind, the one in production first. */
export function KindPanel({ kind, versions, onChange }: KindPanelProps) {
  const [archived, setArchived] = useUrlText(`archived-${kind.toLowerCase()}`);
  const { production, shown, archivedCount } = versionsOfKind(versions, kind, archived === 'shown');
  const title = `${MODEL_KIND_NAMES[kind]}s`;
  return (
    <Panel
      title={title}
      lead={MODEL_KIND_LEADS[kind]}
      actions={
        <Group gap="md">
          {archivedCount > 0 && (
            <ShowArchived count={archivedCount} checked={archived === 'shown'} onChange={setArchived} />
          )}
          {onChange && production?.former && (
            <RollBack production={production} former={production.former} onChange={onChange} />
          )}
        </Group>
      }
    >
      {shown.length === 0 ? (
        <NoVersion kind={kind} hasArchived={archivedCount > 0} mayBringIn={onChange !== undefined} />
      ) : (
        <VersionsTable label={title} versions={shown} production={production} onChange={onChange} />
      )}
    </Panel>
  );
}

interface ShowArchivedProps {
  readonly count: number;
  readonly checked: boolean;
  readonly onChange: (archived: 'shown' | '') => void;
}

const ShowArchived = ({ count, checked, onChange }: ShowArchivedProps) => (
  <Checkbox
    size="sm"
    label={`Show archived (${count})`}
    checked={checked}
    onChange={(event) => onChange(event.currentTarget.checked ? 'shown' : '')}
  />
);

interface NoVersionProps {
  readonly kind: ModelKind;
  readonly hasArchived: boolean;
  readonly mayBringIn: boolean;
}

function NoVersion({ kind, hasArchived, mayBringIn }: NoVersionProps) {
  const name = MODEL_KIND_NAMES[kind].toLowerCase();
  if (hasArchived)
    return <EmptyNotice title={`Every ${name} is archived`}>“Show archived” lists them.</EmptyNotice>;
  return (
    <EmptyNotice title={`There is no ${name} yet`}>
      {mayBringIn
        ? 'Train one, import a folder, or register one that a model server runs.'
        : 'An ML engineer can train or import one.'}
    </EmptyNotice>
  );
}

interface RollBackProps {
  readonly production: VersionRowFragment;
  readonly former: NonNullable<VersionRowFragment['former']>;
  readonly onChange: (change: StageChange) => void;
}

function RollBack({ production, former, onChange }: RollBackProps) {
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconArrowBackUp size={14} aria-hidden="true" />}
      onClick={() => onChange({ kind: 'roll-back', model: production.kind, production, former })}
    >
      Roll back to {former.name}
    </Button>
  );
}
