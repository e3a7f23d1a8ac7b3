import { useAddress } from '../ui/use-address.js';
import { type FilterProblem, filterProblems, withoutProblem } from './filter-problems.js';
import { type LiftFilters, readLiftFilters, writeLiftFilters } from './lift-filters.js';

/** Changes with every digit typed: Back skips these steps. */
const isTyped = (changes: Partial<LiftFilters>): boolean => Object.keys(changes).join() === 'minimumTraffic';

/** The filters in the address, what is wrong with them, and the ways to change them. The browser's Back undoes a choice. */
export function useLiftFilters() {
  const [params, changeAddress] = useAddress();
  const change = (changes: Partial<LiftFilters>) =>
    changeAddress((current) => writeLiftFilters(changes, current), {
      preventScrollReset: true,
      replace: isTyped(changes),
    });
  const removeProblem = (problem: FilterProblem) =>
    changeAddress((current) => withoutProblem(current, problem), { preventScrollReset: true });
  return { filters: readLiftFilters(params), problems: filterProblems(params), change, removeProblem };
}
