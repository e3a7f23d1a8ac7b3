export { drawItemCounts, drawStoreCounts } from './draw-counts.js';
export { drawStores, type SimulatedItem } from './draw-stores.js';
export { createRandomDraws, type RandomDraws } from './random-draws.js';
export { type StorePopulation, trueLifts } from './store-population.js';
