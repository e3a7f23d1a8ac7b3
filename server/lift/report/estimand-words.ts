import { decidingStores, type EstimandName, type SameStoreSettings } from '../../statistics/index.js';
import { signed } from './lift-words.js';
import { written } from './names.js';

/** An answer over stores, of which some say how many decide it. */
interface CarriedAnswer {
  readonly stores: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly effectiveStores?: number | null;
  readonly lowerFewStores?: number | null;
  readonly upperFewStores?: number | null;
}

type Words = SameStoreSettings['words'];

/** What must stand next to the number of each estimand, of a metric with these words. */
const CAVEATS: Readonly<Record<EstimandName, (words: Words) => string>> = {
  averageRates: () => 'A few stores with high rates can dominate: see the effective stores.',
  equalWeight: ({ counted }) => `The estimand of the paper; it runs high with few items or ${counted}.`,
  biasCorrected: ({ counted }) =>
    `Approximate: needs 20 expected ${counted} of human-designed items in half of the stores. How many items they have is not checked: with few, it still runs high.`,
  logRatio: ({ counted }) =>
    `The geometric-mean store; it tilts against the arm with fewer items or ${counted}, and drops stores without ${counted}.`,
  trafficWeighted: () => 'Compares within each store, and large stores dominate: see the effective stores.',
  randomEffects: ({ counted }) =>
    `A precision-weighted geometric mean of stores; unreliable with few ${counted} or unequal arms.`,
};

export const caveatOf = (estimand: EstimandName, words: Words): string => CAVEATS[estimand](words);

/** How the stores are weighed, after an answer that does not say so itself. */
export const METHODS: Readonly<Record<EstimandName, string>> = {
  averageRates: "Every store's rate counts once; stores with higher human rates weigh more in the lift.",
  equalWeight: "Every store's lift counts once.",
  biasCorrected: "Every store's lift counts once, corrected for small counts.",
  logRatio: 'This is the lift of the geometric-mean store.',
  trafficWeighted: 'Stores are compared within themselves; large stores weigh more.',
  randomEffects: 'Stores that are measured more precisely weigh more.',
};

const oneDigit = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** What is said of an answer that a few stores decide; null if many do, or if there is one store only. */
export function fewStoresWarning(answer: CarriedAnswer): string | null {
  const { stores, effectiveStores = null } = answer;
  if (effectiveStores === null || stores < 2) return null;
  switch (decidingStores(effectiveStores, stores)) {
    case 'MANY':
      return null;
    case 'FEW':
      return `Only ${stores} stores carry this answer.`;
    case 'FEW_OF_MORE':
      return `Few stores carry most of this answer: the ${written(stores)} tell as much as ${oneDigit.format(effectiveStores)} that count alike.${widerInterval(answer)}`;
  }
}

function widerInterval({ lower, upper, lowerFewStores, upperFewStores }: CarriedAnswer): string {
  if (lower === null || upper === null || lowerFewStores == null || upperFewStores == null) return '';
  const wider = ` Allowing for that, the interval widens to ${signed(lowerFewStores)} to ${signed(upperFewStores)}.`;
  const isLost = (lower > 0 || upper < 0) && lowerFewStores <= 0 && upperFewStores >= 0;
  return isLost ? `${wider} It includes zero, so the difference is not certain.` : wider;
}
