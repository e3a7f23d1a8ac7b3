export { benjaminiHochberg, falseCoverageConfidence } from './benjamini-hochberg.js';
export { type BootstrapConfig, bootstrapMean, bootstrapRatio } from './bootstrap.js';
export { noEstimate } from './estimate.js';
export { type ItemBaseline, itemLift, whyNoItemBaseline } from './items/item-lift.js';
export {
  NO_RATIOS,
  type RatioPrior,
  type RatioSums,
  ratioPrior,
  shrunkRatio,
} from './items/shrinkage.js';
export type { Arm, ItemSums, StoreArms } from './same-store/arms.js';
export type { EstimandName } from './same-store/estimands/estimands.js';
export { decidingStores } from './same-store/estimands/few-stores.js';
export { noPlacebo, type PlaceboSpread, placebo } from './same-store/placebo.js';
export {
  type Answers,
  type SameStoreLift,
  sameStoreAnswer,
  sameStoreLift,
} from './same-store/same-store-lift.js';
export type { SameStoreSettings } from './same-store/settings.js';
export type { HalfWidthSource } from './same-store/stores-estimate.js';
export { relativeRateVariance, type VarianceSource } from './same-store/variance/log-ratio-variance.js';
export { pooledItemVariance } from './same-store/variance/pooled-item-variance.js';
export { tercileEdges } from './tercile-edges.js';
export { verdict } from './verdict.js';
