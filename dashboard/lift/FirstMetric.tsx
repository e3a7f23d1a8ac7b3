import { Navigate } from 'react-router';
import { Page } from '../ui/page/Page.js';
import { LiftSkeleton } from './LiftSkeleton.js';
import type { LiftFilters } from './lift-filters.js';
import { useFirstMetric } from './use-first-metric.js';
import { useMetricLink } from './use-metric-link.js';

export interface FirstMetricProps {
  readonly filters: LiftFilters;
  /** Of the page, so that it stands where it will. */
  readonly lead: string;
}

/** For an address without a metric: opens the first one that can be computed, or else the first one, which says why not. */
export function FirstMetric({ filters, lead }: FirstMetricProps) {
  const linkTo = useMetricLink();
  const metric = useFirstMetric(filters);
  return (
    <Page title="Lift" lead={lead}>
      <LiftSkeleton />
      {metric && <Navigate to={linkTo(metric)} replace />}
    </Page>
  );
}
