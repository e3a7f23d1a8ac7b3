import { normalCritical, tCritical } from '../../distributions.js';
import type { StoresSpread } from '../stores-estimate.js';

/** A wider interval for an answer that a few of its stores decide; null if many do, or all count alike. */
export interface FewStoresInterval {
  readonly lowerFewStores: number | null;
  readonly upperFewStores: number | null;
}

/** Fewer effective stores than this, or than this share of the stores: few decide the answer. */
const MINIMUM_EFFECTIVE_STORES = 10;
const MINIMUM_EFFECTIVE_SHARE = 1 / 3;
/** Stores count alike from this share on: t on S - 1 degrees of freedom is right then. */
const ALIKE_SHARE = 0.9;

/** How many stores decide an answer: many, few that count alike, or few among more. */
export type DecidingStores = 'MANY' | 'FEW' | 'FEW_OF_MORE';

/** @param effectiveStores at most `stores` */
export function decidingStores(effectiveStores: number, stores: number): DecidingStores {
  if (effectiveStores >= MINIMUM_EFFECTIVE_STORES && effectiveStores >= stores * MINIMUM_EFFECTIVE_SHARE)
    return 'MANY';
  return effectiveStores > stores * ALIKE_SHARE ? 'FEW' : 'FEW_OF_MORE';
}

/**
 * The interval with Student's t on max(1, effective stores - 1) degrees of freedom, if few of the stores decide the
 * answer, and never narrower than the noise inside the stores: the spread over stores is known as badly as that of so
 * many stores of equal weight.
 *
 * @see Carter, Schnepel & Steigerwald, "Asymptotic Behavior of a t-Test Robust to Cluster Heterogeneity", Review of
 *      Economics and Statistics 99, 2017 (effective number of clusters)
 */
export function fewStoresInterval(
  { center, between, within, stores, confidence, toLift }: StoresSpread,
  effectiveStores: number,
): FewStoresInterval {
  if (within === null || decidingStores(effectiveStores, stores) !== 'FEW_OF_MORE') return NO_FEW_STORES;
  const ofStores = tCritical(confidence, Math.max(1, effectiveStores - 1)) * between;
  const halfWidth = Math.max(ofStores, normalCritical(confidence) * within);
  return {
    lowerFewStores: Math.max(-1, toLift(center - halfWidth)),
    upperFewStores: Math.min(Number.MAX_VALUE, toLift(center + halfWidth)),
  };
}

export const NO_FEW_STORES: FewStoresInterval = { lowerFewStores: null, upperFewStores: null };
