import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { mersenneTwister, type RandomStream } from '../../server/random/index.js';
import {
  drawStoreCounts,
  drawStores,
  type StorePopulation,
  trueLifts,
} from '../../server/simulation/index.js';
import { type SameStoreLift, sameStoreLift } from '../../server/statistics/index.js';

/** One kind of world: how many stores are drawn, from which population. */
interface Scenario {
  readonly name: string;
  readonly stores: number;
  readonly population: StorePopulation;
}

interface Interval {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** How often an interval held its target; `belowLower` and `aboveUpper` count where the truth lay else. */
interface Coverage {
  readonly target: number;
  readonly intervals: number;
  readonly coverage: number;
  readonly belowLower: number;
  readonly aboveUpper: number;
  /** Mean of the estimates minus the target. */
  readonly bias: number;
  readonly meanWidth: number;
}

const WORLDS = 2000;
const SEED = 20260101;
const RESULTS = path.join('experiments', '001-lift-coverage', 'results.json');

const BASE: StorePopulation = {
  medianTraffic: 20_000,
  trafficSpread: 0.6,
  aiTrafficShare: { from: 0.2, to: 0.5 },
  medianHumanRate: 0.04,
  humanRateSpread: 0.4,
  medianLogRatio: Math.log(1.12),
  effectSpread: 0.25,
  effectPerTraffic: 0,
  itemsPerArm: 25,
  itemSpread: 0.3,
};

const SCENARIOS: readonly Scenario[] = [
  { name: 'base', stores: 100, population: BASE },
  { name: 'base, no lift', stores: 100, population: { ...BASE, medianLogRatio: 0 } },
  { name: '40 stores', stores: 40, population: BASE },
  { name: '8 stores', stores: 8, population: BASE },
  { name: '3 stores', stores: 3, population: BASE },
  { name: 'all stores alike', stores: 100, population: { ...BASE, effectSpread: 0, itemSpread: 0 } },
  { name: 'heavy-tailed traffic', stores: 100, population: { ...BASE, trafficSpread: 1.2 } },
  { name: 'heavy-tailed, 20 stores', stores: 20, population: { ...BASE, trafficSpread: 1.2 } },
  { name: 'effect grows with traffic', stores: 100, population: { ...BASE, effectPerTraffic: 0.15 } },
  { name: 'little traffic', stores: 100, population: { ...BASE, medianTraffic: 2000 } },
  { name: 'hardly any traffic', stores: 100, population: { ...BASE, medianTraffic: 500 } },
  { name: 'few, unequal items', stores: 100, population: { ...BASE, itemsPerArm: 5, itemSpread: 0.8 } },
];

const SETTINGS = {
  confidence: 0.95,
  minimumDenominator: 0,
  words: { numerator: 'clicks', denominator: 'impressions', counted: 'clicks' },
} as const;

function coverageOf({ population, stores }: Scenario, seed: number): Record<string, Coverage> {
  const draws = mersenneTwister(seed);
  const worlds = Array.from({ length: WORLDS }, () => drawWorld(population, stores, draws));
  const truth = trueLifts(population);
  const of = (target: number, interval: (lift: SameStoreLift) => Interval | null) =>
    summary(worlds.map((world) => ({ target, interval: interval(world.lift) })));
  return {
    equalWeight: of(truth.equalWeight, ({ equalWeight }) => shown(equalWeight)),
    biasCorrected: of(truth.equalWeight, ({ biasCorrected }) => shown(biasCorrected)),
    logRatio: of(truth.logRatio, ({ logRatio }) => shown(logRatio)),
    randomEffects: of(truth.logRatio, ({ randomEffects }) => shown(randomEffects)),
    trafficWeighted: of(truth.trafficWeighted, ({ trafficWeighted }) => shown(trafficWeighted)),
    nextStore: summary(
      worlds.map(({ lift, nextLift }) => ({ target: nextLift, interval: predictionInterval(lift) })),
    ),
  };
}

/** Stores drawn anew, what was seen of them, and the true lift of one more store that was not seen. */
function drawWorld(population: StorePopulation, stores: number, draws: RandomStream) {
  const [next, ...seen] = drawStores(population, stores + 1, draws);
  const lift = sameStoreLift(
    seen.map((store) => drawStoreCounts(store, draws)),
    SETTINGS,
  );
  return { lift, nextLift: next!.aiRate / next!.humanRate - 1 };
}

const shown = (estimate: SameStoreLift['equalWeight']): Interval | null =>
  estimate.lower === null ? null : estimate;

function predictionInterval({ randomEffects }: SameStoreLift): Interval | null {
  const { value, predictionLower: lower, predictionUpper: upper } = randomEffects;
  return value === null || lower === null || upper === null ? null : { value, lower, upper };
}

function summary(
  worlds: readonly { readonly target: number; readonly interval: Interval | null }[],
): Coverage {
  const answered = worlds.flatMap(({ target, interval }) =>
    interval === null ? [] : [{ target, ...interval }],
  );
  const mean = (of: (world: Interval & { readonly target: number }) => number) =>
    answered.reduce((sum, world) => sum + of(world), 0) / answered.length;
  const belowLower = answered.filter(({ target, lower }) => target < lower).length;
  const aboveUpper = answered.filter(({ target, upper }) => target > upper).length;
  return {
    target: rounded(mean(({ target }) => target)),
    intervals: answered.length,
    coverage: rounded(1 - (belowLower + aboveUpper) / answered.length),
    belowLower,
    aboveUpper,
    bias: rounded(mean(({ value, target }) => value - target)),
    meanWidth: rounded(mean(({ lower, upper }) => upper - lower)),
  };
}

const rounded = (value: number) => Number(value.toFixed(6));

const tableRow = (name: string, coverage: Record<string, Coverage>) =>
  `| ${[name, ...Object.values(coverage).map((of) => (100 * of.coverage).toFixed(1))].join(' | ')} |\n`;

const scenarios = SCENARIOS.map((scenario, index) => {
  const coverage = coverageOf(scenario, SEED + index);
  process.stdout.write(tableRow(scenario.name, coverage));
  return { ...scenario, coverage };
});
const command = 'npm run study:lift-coverage';
await writeFile(
  RESULTS,
  `${JSON.stringify({ command, simulated: true, worlds: WORLDS, seed: SEED, scenarios }, null, 2)}\n`,
);
