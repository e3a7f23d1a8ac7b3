export { drawItemCounts, type StoreCounts, storeCounts } from './draw-counts.js';
export { type Arm, drawShops, type SimulatedShop } from './draw-shops.js';
export { drawStores } from './draw-stores.js';
export { drawGroups, type SimulatedGroup } from './merchants/choices.js';
export {
  drawTaste,
  type MerchantProfile,
  type MerchantTaste,
  type TastePopulation,
  utility,
} from './merchants/merchant-taste.js';
export { STYLE_AXES } from './merchants/style.js';
export { type ShopEvent, shopEvents } from './shop-events.js';
export {
  medianLogRatioFor,
  OUTCOMES,
  type Outcome,
  type ShopPopulation,
  trueOutcomeLifts,
} from './shop-population.js';
export { type StorePopulation, trueLifts } from './store-population.js';
