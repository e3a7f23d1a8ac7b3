import { useAddress } from '../../ui/use-address.js';
import type { RankingReport } from './ranked-stores.js';
import { type RankingView, readRankingView, writeRankingView } from './ranking-view.js';

/** The view in the address, and the way to change it. The browser's Back undoes a choice; it skips typed letters. */
export function useRankingView(report: RankingReport) {
  const [params, changeAddress] = useAddress();
  const change = (changes: Partial<RankingView>) =>
    changeAddress((current) => writeRankingView(changes, current), {
      preventScrollReset: true,
      replace: 'search' in changes,
    });
  return { view: readRankingView(params, report), change };
}
