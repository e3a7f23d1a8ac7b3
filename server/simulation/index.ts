export { type Counts, drawItemCounts, drawStoreCounts, type StoreCounts } from './draw-counts.js';
export { drawStores, type SimulatedItem, type SimulatedStore } from './draw-stores.js';
export { createRandomDraws, type RandomDraws } from './random-draws.js';
export { type StorePopulation, type TrueLifts, trueLifts } from './store-population.js';
