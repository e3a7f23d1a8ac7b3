import { Stack } from '@mantine/core';
import { useSession } from '../../session/session.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { SideBySide } from '../drawn/SideBySide.js';
import { mayUseModels } from '../model-words.js';
import { TryForm } from './TryForm.js';
import { useTrySettings } from './use-try-settings.js';

/** Draws images for one store or for two side by side, and scores every image for each of them. */
export function TryPanels() {
  const { role } = useSession().viewer;
  const { settings, change } = useTrySettings();
  if (!mayUseModels(role))
    return (
      <EmptyNotice title="Your role may not draw images">
        ML engineers may, and merchants for their own stores.
      </EmptyNotice>
    );
  return (
    <Stack gap="lg">
      <TryForm settings={settings} onChange={change} />
      <SideBySide key={settings.runIds.join()} runIds={settings.runIds} />
    </Stack>
  );
}
