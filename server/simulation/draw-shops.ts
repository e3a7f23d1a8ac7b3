import { type RandomStream, shuffled } from '../random/index.js';
import { OUTCOMES, type Outcome, type OutcomePopulation, type ShopPopulation } from './shop-population.js';

export type Arm = 'ai' | 'human';

/** An item of a shop, as visitors take it. */
export interface ShopItem {
  readonly arm: Arm;
  /** How often it is shown, relative to the other items of its shop. */
  readonly popularity: number;
  /** Multiplies the click rate of its arm; mean 1 over the impressions of the arm. */
  readonly clickAppeal: number;
  /** Multiplies the orders per click of its arm; mean 1 over the clicks of the arm. */
  readonly orderAppeal: number;
}

/** A shop drawn from a population, with what is true of it. */
export interface SimulatedShop {
  /** Share of all visits, over the shops of the world. */
  readonly trafficShare: number;
  /** Share of visits that search; the others are shown recommendations. */
  readonly searchShare: number;
  /** True rate of either arm; their ratio less 1 is the shop's true lift. */
  readonly rates: Readonly<Record<Outcome, Readonly<Record<Arm, number>>>>;
  readonly returnRate: number;
  readonly items: readonly ShopItem[];
}

export interface WorldSize {
  readonly shops: number;
  /** Of all shops together. */
  readonly items: number;
}

/** Items every shop has at least, so that both arms hold several. */
const MIN_ITEMS = 8;

/**
 * Draws a world of shops. The items are shared out by traffic and add up to `size.items` exactly; in every arm
 * appeal is scaled to mean 1, so that an arm has its shop's rate whatever its items.
 *
 * @throws {RangeError} for fewer than 8 items a shop
 */
export function drawShops(population: ShopPopulation, size: WorldSize, draws: RandomStream): SimulatedShop[] {
  if (size.items < MIN_ITEMS * size.shops)
    throw new RangeError(`${size.shops} shops need ${MIN_ITEMS * size.shops} items, got ${size.items}`);
  const traffic = Array.from({ length: size.shops }, () =>
    Math.exp(population.trafficSpread * draws.normal()),
  );
  const total = traffic.reduce((sum, value) => sum + value, 0);
  const itemCounts = apportioned(
    size.items,
    traffic.map((value) => value ** population.itemsPerTraffic),
  );
  return traffic.map((value, index) => ({
    trafficShare: value / total,
    searchShare: draws.between(0.4, 0.6),
    rates: drawRates(population, draws),
    returnRate: population.returnRate,
    items: drawItems(population, itemCounts[index]!, draws),
  }));
}

const lognormal = (spread: number, draws: RandomStream) => Math.exp(spread * draws.normal());

/** Whole numbers near the shares of `total`, at least MIN_ITEMS each; largest remainders take the rest. */
function apportioned(total: number, weights: readonly number[]): number[] {
  const spare = total - MIN_ITEMS * weights.length;
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const shares = weights.map((weight) => (spare * weight) / sum);
  const left = spare - shares.reduce((all, share) => all + Math.floor(share), 0);
  const byRemainder = shares.map((share, index) => ({ index, remainder: share % 1 }));
  byRemainder.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  const oneMore = new Set(byRemainder.slice(0, left).map(({ index }) => index));
  return shares.map((share, index) => MIN_ITEMS + Math.floor(share) + (oneMore.has(index) ? 1 : 0));
}

function drawRates({ outcomes }: ShopPopulation, draws: RandomStream): SimulatedShop['rates'] {
  const drawn = OUTCOMES.map((outcome) => [outcome, drawOutcome(outcomes[outcome], draws)] as const);
  return Object.fromEntries(drawn) as Record<Outcome, Record<Arm, number>>;
}

function drawOutcome(outcome: OutcomePopulation, draws: RandomStream): Record<Arm, number> {
  const human = outcome.medianHumanRate * lognormal(outcome.humanRateSpread, draws);
  return { human, ai: human * Math.exp(outcome.medianLogRatio) * lognormal(outcome.effectSpread, draws) };
}

/** AI-generated and human-designed items come in no order. */
function drawItems(population: ShopPopulation, count: number, draws: RandomStream): ShopItem[] {
  const { from, to } = population.aiItemShare;
  const aiCount = Math.max(2, Math.round(count * draws.between(from, to)));
  const arms = shuffled(
    Array.from({ length: count }, (_, index): Arm => (index < aiCount ? 'ai' : 'human')),
    draws.below,
  );
  const items = arms.map(
    (arm): ShopItem => ({
      arm,
      popularity: lognormal(population.popularitySpread, draws),
      clickAppeal: lognormal(population.appealSpread, draws),
      orderAppeal: lognormal(population.appealSpread, draws),
    }),
  );
  const scales = { ai: appealScale(items, 'ai'), human: appealScale(items, 'human') };
  return items.map((item) => ({
    ...item,
    clickAppeal: item.clickAppeal / scales[item.arm].click,
    orderAppeal: item.orderAppeal / scales[item.arm].order,
  }));
}

/** Mean appeal of an arm, over its impressions and over its clicks. */
function appealScale(items: readonly ShopItem[], arm: Arm): { click: number; order: number } {
  let [shown, clicked, ordered] = [0, 0, 0];
  for (const { popularity, clickAppeal, orderAppeal } of items.filter((item) => item.arm === arm)) {
    shown += popularity;
    clicked += popularity * clickAppeal;
    ordered += popularity * clickAppeal * orderAppeal;
  }
  return { click: clicked / shown, order: ordered / clicked };
}
