import type { LiftMetric } from '../../generated/graphql.js';
import { useAddress } from '../../ui/use-address.js';
import { type ItemView, readItemView, writeItemView } from './item-view.js';

/** The view in the address, and the way to change it. The browser's Back undoes a choice; it skips typed letters. */
export function useItemView(metric: LiftMetric) {
  const [params, changeAddress] = useAddress();
  const change = (changes: Partial<ItemView>) =>
    changeAddress((current) => writeItemView(changes, current), {
      preventScrollReset: true,
      replace: 'search' in changes,
    });
  return { view: readItemView(params, metric), change };
}
