import { useLocation, useSearchParams } from 'react-router';
import type { LiftMetric } from '../generated/graphql.js';
import { writeLiftFilters } from './lift-filters.js';

/** Makes addresses that ask the same about another metric. */
export function useMetricLink(): (metric: LiftMetric) => string {
  const [params] = useSearchParams();
  const { pathname } = useLocation();
  return (metric) => `${pathname}?${writeLiftFilters({ metric }, params)}`;
}
