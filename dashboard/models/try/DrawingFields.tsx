import { ActionIcon, SimpleGrid, Tooltip } from '@mantine/core';
import { IconX } from '../../ui/icons/outlined.js';
import { CANDIDATE_RANGE, GUIDANCE_RANGE, SAMPLING_SEED_RANGE, SAMPLING_STEP_RANGE } from '../ranges.js';
import { NumberField } from './NumberField.js';
import type { TrySettingsProps } from './try-settings.js';
import { useUsualSampling } from './use-usual-sampling.js';

type Usual = ReturnType<typeof useUsualSampling>;

const usualWords = (usual: Usual, field: keyof NonNullable<Usual>): string | undefined =>
  usual === null ? 'server decides' : usual && String(usual[field]);

/** How to sample: how many images, from which seed, in how many steps, and how close to the prompt. */
export function DrawingFields({ settings, onChange }: TrySettingsProps) {
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }}>
      <NumberField
        label="Images per store"
        allowDecimal={false}
        range={CANDIDATE_RANGE}
        value={settings.count}
        onWritten={(count) => count !== null && onChange({ count })}
      />
      <NumberField
        label="Seed"
        placeholder="any"
        allowDecimal={false}
        hideControls
        range={SAMPLING_SEED_RANGE}
        value={settings.seed}
        onWritten={(seed) => onChange({ seed })}
        rightSection={settings.seed !== null && <AnySeed onClick={() => onChange({ seed: null })} />}
      />
      <StepFields settings={settings} onChange={onChange} />
    </SimpleGrid>
  );
}

/** Left empty, the model's own choice. */
function StepFields({ settings, onChange }: TrySettingsProps) {
  const usual = useUsualSampling(settings.versionId);
  return (
    <>
      <NumberField
        label="Steps"
        placeholder={usualWords(usual, 'steps')}
        allowDecimal={false}
        range={SAMPLING_STEP_RANGE}
        value={settings.steps}
        onWritten={(steps) => onChange({ steps })}
      />
      <NumberField
        label="Guidance scale"
        placeholder={usualWords(usual, 'guidance')}
        step={0.5}
        range={GUIDANCE_RANGE}
        value={settings.guidance}
        onWritten={(guidance) => onChange({ guidance })}
      />
    </>
  );
}

function AnySeed({ onClick }: { readonly onClick: () => void }) {
  return (
    <Tooltip label="Any seed: other images">
      <ActionIcon variant="subtle" color="gray" onClick={onClick} aria-label="Any seed">
        <IconX size={16} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}
