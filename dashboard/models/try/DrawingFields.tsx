import { ActionIcon, SimpleGrid, Tooltip } from '@mantine/core';
import { IconX } from '../../ui/icons/outlined.js';
import { NumberField } from './NumberField.js';
import { LIMITS, type TrySettingsProps } from './try-settings.js';
import { useUsualSampling } from './use-usual-sampling.js';

type Usual = ReturnType<typeof useUsualSampling>;

const usualWords = (usual: Usual, field: keyof NonNullable<Usual>): string | undefined =>
  usual === null ? 'server decides' : usual && String(usual[field]);

/** How to draw: how many, from which noise, in how many steps, and how close to the prompt. */
export function DrawingFields({ settings, onChange }: TrySettingsProps) {
  const usual = useUsualSampling(settings.versionId);
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }}>
      <NumberField
        label="Pictures a store"
        allowDecimal={false}
        range={LIMITS.count}
        value={settings.count}
        onWritten={(count) => count !== null && onChange({ count })}
      />
      <NumberField
        label="Seed"
        placeholder="any"
        allowDecimal={false}
        hideControls
        range={LIMITS.seed}
        value={settings.seed}
        onWritten={(seed) => onChange({ seed })}
        rightSection={settings.seed !== null && <AnySeed onClick={() => onChange({ seed: null })} />}
      />
      <NumberField
        label="Steps"
        placeholder={usualWords(usual, 'steps')}
        allowDecimal={false}
        range={LIMITS.steps}
        value={settings.steps}
        onWritten={(steps) => onChange({ steps })}
      />
      <NumberField
        label="Guidance scale"
        placeholder={usualWords(usual, 'guidance')}
        step={0.5}
        range={LIMITS.guidance}
        value={settings.guidance}
        onWritten={(guidance) => onChange({ guidance })}
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
