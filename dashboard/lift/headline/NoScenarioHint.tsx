import { useQuery } from '@apollo/client/react';
import { Anchor } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { LiftTrafficDocument } from '../../generated/graphql.js';
import { toLiftInput, writeLiftFilters } from '../lift-filters.js';
import { METRICS } from '../metrics.js';
import { useLiftFilters } from '../use-lift-filters.js';

/**
 * For a metric of one scenario that counts nothing: where the same items have impressions without that
 * scenario, as in many imported counts, it says so and leads to the metric over all scenarios.
 */
export function NoScenarioHint({ scenario }: { readonly scenario: string }) {
  const { filters } = useLiftFilters();
  const [params] = useSearchParams();
  const everywhere = { ...filters, metric: 'CTR' as const, scenario: null };
  const { data } = useQuery(LiftTrafficDocument, { variables: { input: toLiftInput(everywhere) } });
  const traffic = data ? data.lift.allTotals.ai.denominator + data.lift.allTotals.human.denominator : 0;
  if (traffic === 0) return null;
  return (
    <p className="note">
      <strong>Your data names no {scenario} scenario here.</strong> There are impressions without it, though:{' '}
      <Anchor
        component={Link}
        to={`?${writeLiftFilters({ metric: 'CTR', scenario: null }, params)}`}
        preventScrollReset
      >
        see {METRICS.CTR.name}
      </Anchor>
      .
    </p>
  );
}
