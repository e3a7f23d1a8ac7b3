import { mersenneTwister } from '../../server/random/index.js';
import {
  drawWorld,
  QUANTITIES,
  type Quantity,
  type RateRatio,
  type Shown,
  type World,
} from './draw-world.js';
import type { Scenario } from './scenarios.js';

/** How often an interval was shown, how often it held its target, and what it said where nothing was. */
export interface Coverage {
  /** Mean over the worlds. */
  readonly target: number;
  /** Share of the worlds (of the stores) that show an interval. */
  readonly shown: number;
  /** Share of the intervals that hold their target; null without any. */
  readonly coverage: number | null;
  /** Shares of the intervals: the target lies below them, or above. */
  readonly belowLower: number | null;
  readonly aboveUpper: number | null;
  /** Share of the judged intervals that exclude zero although the target is zero; null where no target is. */
  readonly higherWithoutLift: number | null;
  readonly lowerWithoutLift: number | null;
  /** Of the values, also those without an interval. */
  readonly bias: number | null;
  readonly meanWidth: number | null;
}

/** What all worlds of a scenario show. */
export interface ScenarioCoverage {
  readonly coverage: Readonly<Record<Quantity, Coverage>>;
  readonly meanPooledLift: number | null;
  readonly meanEffectiveStores: Readonly<Record<RateRatio, number | null>>;
  /** The first world's value, lower and upper bound of each quantity (of its first store): to see what made the rest. */
  readonly firstWorld: FirstWorld;
}

type FirstWorld = Readonly<Record<Quantity, readonly (number | null)[]>>;

/** Draws the worlds of a scenario one after the other. The same seed gives the same numbers. */
export function coverageOf(scenario: Scenario, worlds: number, seed: number): ScenarioCoverage {
  const draws = mersenneTwister(seed);
  const tallies = byQuantity(() => new Tally());
  const pooled = new Mean();
  const effective = { averageRates: new Mean(), trafficWeighted: new Mean() };
  let firstWorld: FirstWorld | null = null;
  for (let count = 0; count < worlds; count++) {
    const world = drawWorld(scenario, draws);
    firstWorld ??= firstWorldOf(world);
    for (const name of QUANTITIES) for (const shown of world.shown[name]) tallies[name].add(shown);
    pooled.add(world.pooledLift);
    for (const name of ['averageRates', 'trafficWeighted'] as const)
      effective[name].add(world.effectiveStores[name]);
  }
  return {
    coverage: byQuantity((name) => tallies[name].summary()),
    meanPooledLift: pooled.value(),
    meanEffectiveStores: {
      averageRates: effective.averageRates.value(),
      trafficWeighted: effective.trafficWeighted.value(),
    },
    firstWorld: firstWorld!,
  };
}

/** @see ScenarioCoverage */
export function firstWorldOf({ shown }: World): FirstWorld {
  return byQuantity((name) => {
    const { value, interval } = shown[name][0]!;
    return [value, interval?.lower ?? null, interval?.upper ?? null].map(
      (number) => number && rounded(number),
    );
  });
}

const byQuantity = <T>(of: (name: Quantity) => T) =>
  Object.fromEntries(QUANTITIES.map((name) => [name, of(name)])) as Record<Quantity, T>;

/** Targets nearer to zero than this are zero. */
const ZERO = 1e-12;

/** Counts intervals and what they hold. */
class Tally {
  private readonly target = new Mean();
  private readonly shown = new Mean();
  private readonly belowLower = new Mean();
  private readonly aboveUpper = new Mean();
  private readonly higherWithoutLift = new Mean();
  private readonly lowerWithoutLift = new Mean();
  private readonly bias = new Mean();
  private readonly width = new Mean();

  add({ target, value, interval, isJudged }: Shown): void {
    this.target.add(target);
    this.shown.add(Number(interval !== null));
    this.bias.add(value === null ? null : value - target);
    if (interval === null) return;
    const { lower, upper } = interval;
    this.belowLower.add(Number(target < lower));
    this.aboveUpper.add(Number(target > upper));
    this.width.add(upper - lower);
    if (!isJudged || Math.abs(target) >= ZERO) return;
    this.higherWithoutLift.add(Number(lower > 0));
    this.lowerWithoutLift.add(Number(upper < 0));
  }

  summary(): Coverage {
    const [belowLower, aboveUpper] = [this.belowLower.value(), this.aboveUpper.value()];
    return {
      target: this.target.value()!,
      shown: this.shown.value()!,
      coverage: belowLower === null || aboveUpper === null ? null : rounded(1 - belowLower - aboveUpper),
      belowLower,
      aboveUpper,
      higherWithoutLift: this.higherWithoutLift.value(),
      lowerWithoutLift: this.lowerWithoutLift.value(),
      bias: this.bias.value(),
      meanWidth: this.width.value(),
    };
  }
}

/** A mean of numbers that come one by one, without those that are unknown. */
class Mean {
  private sum = 0;
  private count = 0;

  add(value: number | null): void {
    if (value === null) return;
    this.sum += value;
    this.count += 1;
  }

  /** Rounded; null without numbers. */
  value(): number | null {
    return this.count === 0 ? null : rounded(this.sum / this.count);
  }
}

const rounded = (value: number) => Number(value.toFixed(6));
