import { useAddress } from '../ui/use-address.js';
import { type LiftFilters, readLiftFilters, writeLiftFilters } from './lift-filters.js';

/** The filters in the address, and the way to change them. */
export function useLiftFilters() {
  const [params, changeAddress] = useAddress();
  const change = (changes: Partial<LiftFilters>) =>
    changeAddress((current) => writeLiftFilters({ ...readLiftFilters(current), ...changes }, current), {
      preventScrollReset: true,
      replace: true,
    });
  return { filters: readLiftFilters(params), change };
}
