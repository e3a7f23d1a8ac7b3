import { Badge } from '@mantine/core';
import { ORIGIN_NAMES } from '../format/words.js';
import type { ItemOrigin } from '../generated/graphql.js';
import { IconScissors, IconSparkles } from './icons/outlined.js';

const ICON_SIZE = 12;

/** Who designed an item, in words, with a mark and a colour that are the same everywhere. */
export function OriginBadge({ origin }: { readonly origin: ItemOrigin }) {
  const isAi = origin === 'AI_GENERATED';
  const Icon = isAi ? IconSparkles : IconScissors;
  return (
    <Badge
      variant="light"
      color={isAi ? 'indigo' : 'clay'}
      radius="sm"
      tt="none"
      leftSection={<Icon size={ICON_SIZE} aria-hidden="true" />}
    >
      {ORIGIN_NAMES[origin]}
    </Badge>
  );
}
