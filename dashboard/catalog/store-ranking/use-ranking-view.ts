import type { LiftMetric } from '../../generated/graphql.js';
import { useAddress } from '../../ui/use-address.js';
import { type RankingView, readRankingView, writeRankingView } from './ranking-view.js';

/** The view in the address, and the way to change it. The browser's Back undoes a choice; it skips typed letters. */
export function useRankingView(metric: LiftMetric) {
  const [params, changeAddress] = useAddress();
  const change = (changes: Partial<RankingView>) =>
    changeAddress((current) => writeRankingView(changes, current), {
      preventScrollReset: true,
      replace: 'search' in changes,
    });
  return { view: readRankingView(params, metric), change };
}
