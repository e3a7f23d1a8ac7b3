import { Skeleton, Stack } from '@mantine/core';
import { DetailSkeleton } from './LiftDetail.js';
import { HEADLINE_METRICS } from './metrics.js';

const CARD_HEIGHT = 208;

/** The shape of the answers that are on their way. */
export const LiftSkeleton = () => (
  <Stack gap="lg" aria-hidden="true">
    <div className="headline-cards">
      {HEADLINE_METRICS.map((metric) => (
        <Skeleton key={metric} height={CARD_HEIGHT} radius="lg" />
      ))}
    </div>
    <DetailSkeleton />
  </Stack>
);
