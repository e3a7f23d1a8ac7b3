export { benjaminiHochberg, falseCoverageConfidence } from './benjamini-hochberg.js';
export { type BootstrapConfig, bootstrapMean, bootstrapRatio } from './bootstrap.js';
export { noEstimate } from './estimate.js';
export { type AnalysisQuestion, analyse, type NamedComparison } from './experiment/analysis.js';
export type { ArmSums, BeforeRatioSums, BeforeSums, MetricKind } from './experiment/arm-sums.js';
export { mergeSums } from './experiment/cuped.js';
export type { Alternative } from './experiment/effect.js';
export type { Prior } from './experiment/posterior.js';
export type { Design } from './experiment/power/design.js';
export { detectableEffect } from './experiment/power/detectable-effect.js';
export { powerOf } from './experiment/power/power.js';
export { sampleSize } from './experiment/power/sample-size.js';
export {
  detectableStoreLift,
  type StoreDesign,
  storePower,
  storesNeeded,
} from './experiment/power/stores.js';
export { sampleRatio } from './experiment/sample-ratio.js';
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
