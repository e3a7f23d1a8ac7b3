import type { StoreArms } from '../arms.js';
import { type Exclusion, whyNoBaseline, whyNoTraffic } from '../exclusion.js';
import type { Sample } from '../sample.js';
import type { EstimateOverStores } from '../stores-estimate.js';
import { averageRates } from './average-rates.js';
import { biasCorrected } from './bias-corrected.js';
import { equalWeight } from './equal-weight.js';
import type { Estimand } from './estimand.js';
import { logRatio } from './log-ratio.js';
import { randomEffects } from './random-effects.js';
import { trafficWeighted } from './traffic-weighted.js';

/** The answers over stores by name; one of them is the headline, chosen before looking. */
export const ESTIMANDS = {
  averageRates,
  equalWeight,
  logRatio,
  biasCorrected,
  trafficWeighted,
  randomEffects,
} as const satisfies Readonly<Record<string, Estimand>>;

export type EstimandName = keyof typeof ESTIMANDS;

/** What an estimand says, with every store that it leaves out. */
export type Answer<T extends EstimateOverStores> = T & { readonly excluded: readonly Exclusion[] };

/**
 * The answer of one estimand.
 *
 * @param stores all stores, also those that it cannot use
 */
export function answerOf<T extends EstimateOverStores>(
  estimand: Estimand<T>,
  stores: readonly StoreArms[],
  sample: Sample,
): Answer<T> {
  const excluded: Exclusion[] = [];
  const own = new Map<string, number>();
  const kept = stores.filter((store, index) => {
    const shared = whyExcluded(estimand, store, sample);
    const reason = shared ?? estimand.whyNot(store, sample);
    if (reason === null) return true;
    if (shared === null) own.set(reason, (own.get(reason) ?? 0) + 1);
    excluded.push({ index, reason: sentence(reason) });
    return false;
  });
  return { ...estimand.estimate(kept, sample, noteOf(own)), excluded };
}

/** The value of `answerOf` alone. */
export function valueAlone(estimand: Estimand, stores: readonly StoreArms[], sample: Sample): number | null {
  const kept = stores.filter(
    (store) => whyExcluded(estimand, store, sample) === null && estimand.whyNot(store, sample) === null,
  );
  return estimand.value(kept, sample);
}

/** Why a store is out of the comparison that the estimand makes, whichever it is of its kind. */
const whyExcluded = ({ needsBaseline }: Estimand, store: StoreArms, { settings }: Sample): string | null =>
  whyNoTraffic(store, settings) ?? (needsBaseline ? whyNoBaseline(store, settings.words) : null);

const sentence = (reason: string) => `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;

/** How many stores the estimand leaves out on top of that, by reason; null if none. */
function noteOf(counts: ReadonlyMap<string, number>): string | null {
  const sentences = [...counts].sort().map(([reason, count]) => `${storesAre(count)} left out: ${reason}.`);
  return sentences.length === 0 ? null : sentences.join(' ');
}

const storesAre = (count: number) => `${count} ${count === 1 ? 'store is' : 'stores are'}`;
