import { useSearchParams } from 'react-router';
import { type LiftFilters, readLiftFilters, writeLiftFilters } from './lift-filters.js';

/** The filters in the address, and the way to change them. */
export function useLiftFilters() {
  const [params, setParams] = useSearchParams();
  const filters = readLiftFilters(params);
  const change = (changes: Partial<LiftFilters>) =>
    setParams(writeLiftFilters({ ...filters, ...changes }, params), {
      preventScrollReset: true,
      replace: true,
    });
  return { filters, change };
}
