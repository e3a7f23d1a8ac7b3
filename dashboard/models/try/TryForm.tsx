import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import type { FormEvent } from 'react';
import { may } from '../../session/may.js';
import { useSession } from '../../session/session.js';
import { CommandError } from '../../ui/command/CommandError.js';
import { IconSparkles } from '../../ui/icons/outlined.js';
import { Panel } from '../../ui/page/Panel.js';
import { VersionSelect } from '../start/VersionSelect.js';
import { DrawingFields } from './DrawingFields.js';
import { PromptField } from './PromptField.js';
import { StoreSelect } from './StoreSelect.js';
import { missingWords, type TrySettingsProps } from './try-settings.js';
import { useDrawing } from './use-drawing.js';

/** What to draw, for whom and how. */
export function TryForm({ settings, onChange }: TrySettingsProps) {
  const { draw, loading, error } = useDrawing(settings, onChange);
  const missing = missingWords(settings);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing === null) void draw();
  };
  return (
    <Panel title="What to draw" lead="One prompt and one seed for both stores: only their taste differs.">
      <form onSubmit={submit}>
        <Stack gap="lg">
          <StoreFields settings={settings} onChange={onChange} />
          <PromptField
            prompt={settings.prompt}
            laidOut={settings.runIds.length === 0}
            onChange={(prompt) => onChange({ prompt })}
          />
          <DrawingFields settings={settings} onChange={onChange} />
          <GeneratorField settings={settings} onChange={onChange} />
          <CommandError error={error} />
          <DrawButton both={settings.storeIds.length > 1} loading={loading} missing={missing} />
        </Stack>
      </form>
    </Panel>
  );
}

interface DrawButtonProps {
  readonly both: boolean;
  readonly loading: boolean;
  /** What must be chosen first; null when nothing must. */
  readonly missing: string | null;
}

const DrawButton = ({ both, loading, missing }: DrawButtonProps) => (
  <Group gap="md">
    <Button
      type="submit"
      loading={loading}
      disabled={missing !== null}
      leftSection={<IconSparkles size={16} aria-hidden="true" />}
    >
      {both ? 'Draw for both stores' : 'Draw'}
    </Button>
    <Text size="sm" c="dimmed" role="status">
      {missing}
    </Text>
  </Group>
);

/** For those who may read the registry; for others it is the generator in production. */
function GeneratorField({ settings, onChange }: TrySettingsProps) {
  const { role } = useSession().viewer;
  if (!may(role, 'readModels')) return null;
  return (
    <VersionSelect
      label="Generator"
      kind="GENERATOR"
      placeholder="The version in production"
      clearable
      value={settings.versionId ?? ''}
      onChange={(id) => onChange({ versionId: id || null })}
    />
  );
}

function StoreFields({ settings: { storeIds }, onChange }: TrySettingsProps) {
  const [first = null, second = null] = storeIds;
  const choose = (...ids: readonly (string | null)[]) =>
    onChange({ storeIds: ids.filter((id) => id !== null) });
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <StoreSelect
        label="Store"
        placeholder="Choose a store"
        value={first}
        onChange={(id) => choose(id, second)}
      />
      <StoreSelect
        label="Compare with"
        placeholder="No second store"
        value={second}
        without={first}
        disabled={first === null}
        onChange={(id) => choose(first, id)}
      />
    </SimpleGrid>
  );
}
