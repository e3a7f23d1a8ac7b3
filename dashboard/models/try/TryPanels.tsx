import { Stack } from '@mantine/core';
import { SideBySide } from '../drawn/SideBySide.js';
import { Limitations } from '../Limitations.js';
import { useModelChoices } from '../start/use-model-choices.js';
import { TryForm } from './TryForm.js';
import { useTrySettings } from './use-try-settings.js';

/** Of the versions that draw and score here unless another is chosen. */
function ProductionLimitations() {
  const { data } = useModelChoices(null);
  const used = data?.modelVersions.filter(({ stage }) => stage === 'PRODUCTION');
  return <Limitations versions={used ?? []} />;
}

/** Draws images for one store or for two side by side, and scores every image for each of them. */
export function TryPanels() {
  const { settings, change } = useTrySettings();
  return (
    <Stack gap="lg">
      <ProductionLimitations />
      <TryForm settings={settings} onChange={change} />
      <SideBySide key={settings.runIds.join()} runIds={settings.runIds} />
    </Stack>
  );
}
