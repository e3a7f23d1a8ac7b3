import { Badge, Group, Tooltip } from '@mantine/core';
import type { VersionNameFragment } from '../generated/graphql.js';
import { IconFlask } from '../ui/icons/outlined.js';
import { MODEL_STAGE_COLORS, MODEL_STAGE_NAMES } from './model-words.js';

const ICON_SIZE = 12;

/** Where a version stands, and whether what it knows is simulated. */
export function VersionBadges({ version }: { readonly version: VersionNameFragment }) {
  return (
    <Group gap={6} wrap="wrap">
      <Badge color={MODEL_STAGE_COLORS[version.stage]} variant="light" tt="none">
        {MODEL_STAGE_NAMES[version.stage]}
      </Badge>
      {version.simulated && <SimulatedBadge />}
    </Group>
  );
}

const SIMULATED = 'It learnt from simulated data: its numbers are no results about real merchants.';

/** Says that a model learnt from made-up merchants. */
export function SimulatedBadge() {
  return (
    <>
      <Tooltip label={SIMULATED}>
        <Badge
          color="ochre"
          variant="light"
          tt="none"
          leftSection={<IconFlask size={ICON_SIZE} aria-hidden="true" />}
        >
          simulated
        </Badge>
      </Tooltip>
      <span className="visually-hidden">{SIMULATED}</span>
    </>
  );
}
