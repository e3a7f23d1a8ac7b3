import { ActionIcon, NumberInput, SimpleGrid, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { LIMITS, type TrySettingsProps } from './try-settings.js';
import { useUsualSampling } from './use-usual-sampling.js';

type Usual = ReturnType<typeof useUsualSampling>;

const usualWords = (usual: Usual, field: keyof NonNullable<Usual>): string | undefined =>
  usual === null ? 'server decides' : usual && String(usual[field]);

const orNull = (value: number | string): number | null => (value === '' ? null : Number(value));

/** How to draw: how many, from which noise, in how many steps, and how close to the prompt. */
export function DrawingFields({ settings, onChange }: TrySettingsProps) {
  const usual = useUsualSampling(settings.versionId);
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }}>
      <NumberInput
        label="Pictures a store"
        allowDecimal={false}
        clampBehavior="strict"
        min={LIMITS.count.least}
        max={LIMITS.count.most}
        value={settings.count}
        onChange={(value) => onChange({ count: Number(value) || LIMITS.count.least })}
      />
      <NumberInput
        label="Seed"
        placeholder="any"
        allowDecimal={false}
        clampBehavior="strict"
        hideControls
        min={LIMITS.seed.least}
        max={LIMITS.seed.most}
        value={settings.seed ?? ''}
        onChange={(value) => onChange({ seed: orNull(value) })}
        rightSection={settings.seed !== null && <AnySeed onClick={() => onChange({ seed: null })} />}
      />
      <NumberInput
        label="Steps"
        placeholder={usualWords(usual, 'steps')}
        allowDecimal={false}
        clampBehavior="strict"
        min={LIMITS.steps.least}
        max={LIMITS.steps.most}
        value={settings.steps ?? ''}
        onChange={(value) => onChange({ steps: orNull(value) })}
      />
      <NumberInput
        label="Guidance scale"
        placeholder={usualWords(usual, 'guidance')}
        step={0.5}
        min={LIMITS.guidance.least}
        max={LIMITS.guidance.most}
        value={settings.guidance ?? ''}
        onChange={(value) => onChange({ guidance: orNull(value) })}
      />
    </SimpleGrid>
  );
}

function AnySeed({ onClick }: { readonly onClick: () => void }) {
  return (
    <Tooltip label="Any seed: other pictures">
      <ActionIcon variant="subtle" color="gray" onClick={onClick} aria-label="Any seed">
        <IconX size={16} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}
