import type { RandomStream } from '../random/index.js';
import type { StorePopulation } from './store-population.js';

/** An item with its true rate. */
export interface SimulatedItem {
  readonly impressions: number;
  /** Probability of a click (or other success) of one impression. */
  readonly rate: number;
}

/** A store drawn from a population, with what is true of it; nothing has been clicked yet. */
export interface SimulatedStore {
  readonly humanRate: number;
  /** humanRate times the store's ratio. */
  readonly aiRate: number;
  readonly aiItems: readonly SimulatedItem[];
  readonly humanItems: readonly SimulatedItem[];
}

/**
 * Draws stores anew from their population. A store's traffic is shared out evenly over the items of an
 * arm; every item gets at least one impression.
 *
 * A rate above 1 is cut to 1: with human rates of a few per cent this does not happen, with larger ones it
 * would move the true lifts.
 */
export const drawStores = (population: StorePopulation, count: number, draws: RandomStream) =>
  Array.from({ length: count }, () => drawStore(population, draws));

function drawStore(population: StorePopulation, draws: RandomStream): SimulatedStore {
  const logTraffic = draws.normal();
  const traffic = population.medianTraffic * Math.exp(population.trafficSpread * logTraffic);
  const { from, to } = population.aiTrafficShare;
  const aiShare = draws.between(from, to);
  const humanRate = population.medianHumanRate * Math.exp(population.humanRateSpread * draws.normal());
  const logRatio =
    population.medianLogRatio +
    population.effectSpread * draws.normal() +
    population.effectPerTraffic * logTraffic;
  const aiRate = humanRate * Math.exp(logRatio);
  return {
    humanRate,
    aiRate,
    aiItems: drawItems(population, traffic * aiShare, aiRate, draws),
    humanItems: drawItems(population, traffic * (1 - aiShare), humanRate, draws),
  };
}

function drawItems(population: StorePopulation, traffic: number, storeRate: number, draws: RandomStream) {
  const { itemsPerArm, itemSpread } = population;
  const impressions = Math.max(1, Math.round(traffic / itemsPerArm));
  return Array.from({ length: itemsPerArm }, (): SimulatedItem => {
    const appeal = itemSpread === 0 ? 1 : Math.exp(itemSpread * draws.normal() - itemSpread ** 2 / 2);
    return { impressions, rate: Math.min(1, storeRate * appeal) };
  });
}
