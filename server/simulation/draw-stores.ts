import type { RandomStream } from '../random/index.js';
import type { Spread, StorePopulation } from './store-population.js';

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
 * Draws stores from their population. The traffic of an arm is shared out over its items by their popularity;
 * every item gets at least one impression.
 *
 * A rate above 1 is cut to 1: with human rates of a few per cent this does not happen, with larger ones it
 * would move the true lifts.
 */
export const drawStores = (population: StorePopulation, count: number, draws: RandomStream) =>
  Array.from({ length: count }, () => drawStore(population, draws));

function drawStore(population: StorePopulation, draws: RandomStream): SimulatedStore {
  const logTraffic = draws.normal();
  const logRate = draws.normal();
  const traffic = population.medianTraffic * Math.exp(population.trafficSpread * logTraffic);
  const aiTraffic = traffic * drawAiShare(population, logRate, draws);
  const humanRate = population.medianHumanRate * Math.exp(population.humanRateSpread * logRate);
  const logRatio =
    population.medianLogRatio +
    population.effectSpread * draws.normal() +
    population.effectPerTraffic * logTraffic +
    population.effectPerRate * logRate;
  const aiRate = humanRate * Math.exp(logRatio);
  const drawArm = (items: Spread, ofArm: number, rate: number) =>
    drawItems(population, { count: wholeWithin(items, draws), traffic: ofArm, rate }, draws);
  return {
    humanRate,
    aiRate,
    aiItems: drawArm(population.aiItems, aiTraffic, aiRate),
    humanItems: drawArm(population.humanItems, traffic - aiTraffic, humanRate),
  };
}

/** Makes the logistic function of a standard normal nearly uniform. */
const PROBIT_TO_LOGIT = 1.702;

function drawAiShare(
  { aiTrafficShare: { from, to }, aiShareFollowsRate }: StorePopulation,
  logRate: number,
  draws: RandomStream,
): number {
  if (!aiShareFollowsRate) return draws.between(from, to);
  return from + (to - from) / (1 + Math.exp(-PROBIT_TO_LOGIT * logRate));
}

const wholeWithin = ({ from, to }: Spread, draws: RandomStream) => from + draws.below(to - from + 1);

interface ItemsOfArm {
  readonly count: number;
  readonly traffic: number;
  readonly rate: number;
}

function drawItems(
  { itemSpread, popularitySpread }: StorePopulation,
  { count, traffic, rate }: ItemsOfArm,
  draws: RandomStream,
): SimulatedItem[] {
  const popularities = Array.from({ length: count }, () => lognormal(popularitySpread, draws));
  const total = popularities.reduce((sum, popularity) => sum + popularity, 0);
  return popularities.map((popularity): SimulatedItem => {
    const appeal = lognormal(itemSpread, draws) * Math.exp(-(itemSpread ** 2) / 2);
    return {
      impressions: Math.max(1, Math.round((traffic * popularity) / total)),
      rate: Math.min(1, rate * appeal),
    };
  });
}

/** Median 1. */
const lognormal = (spread: number, draws: RandomStream) =>
  spread === 0 ? 1 : Math.exp(spread * draws.normal());
