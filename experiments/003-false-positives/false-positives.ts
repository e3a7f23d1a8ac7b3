import { mersenneTwister, type RandomStream } from '../../server/random/index.js';
import {
  type ArmSums,
  analyse,
  mergeSums,
  type NamedComparison,
  verdict,
} from '../../server/statistics/index.js';
import { SETTINGS } from './settings.js';
import { drawVisitors } from './visitors.js';

/** Of experiments without any effect, the share that says there is one. */
export interface FalsePositives {
  /** At the one planned look, the last. */
  readonly fixed: number;
  /** The same test at any of the looks, which it is not made for. */
  readonly fixedAtAnyLook: number;
  /** The confidence sequence at any of the looks. */
  readonly sequentialAtAnyLook: number;
  /** Mean width of the relative interval at the last look. */
  readonly fixedWidth: number;
  readonly sequentialWidth: number;
}

export interface StudyResult {
  readonly withCuped: FalsePositives;
  readonly withoutCuped: FalsePositives;
}

/** Runs A/A experiments one after the other; the same experiments with and without CUPED. */
export function falsePositives(experiments: number, seed: number): StudyResult {
  const draws = mersenneTwister(seed);
  const all = Array.from({ length: experiments }, () => runExperiment(draws));
  return {
    withCuped: share(all.map(({ withCuped }) => withCuped)),
    withoutCuped: share(all.map(({ withoutCuped }) => withoutCuped)),
  };
}

/** The comparison at each look. */
type Looks = readonly NamedComparison[];

function runExperiment(draws: RandomStream): Record<keyof StudyResult, Looks> {
  let arms: ArmSums[] | null = null;
  const withCuped: NamedComparison[] = [];
  const withoutCuped: NamedComparison[] = [];
  for (let look = 0; look < SETTINGS.looks; look++) {
    const came = [0, 1].map(() => drawVisitors(SETTINGS.visitorsPerArm, draws));
    arms = arms ? arms.map((sums, arm) => mergeSums(sums, came[arm]!)) : came;
    withCuped.push(compare(arms));
    withoutCuped.push(compare(arms.map((sums) => ({ ...sums, before: null }))));
  }
  return { withCuped, withoutCuped };
}

function compare(arms: readonly ArmSums[]): NamedComparison {
  const { confidence, looks, visitorsPerArm } = SETTINGS;
  const { comparisons } = analyse({
    kind: 'RATIO',
    arms: arms.map((sums, index) => ({ name: `arm ${index}`, weight: 1, sums })),
    confidence,
    alternative: 'TWO_SIDED',
    plannedUnits: 2 * looks * visitorsPerArm,
    prior: null,
    lowerIsBetter: false,
    margin: null,
    sampleRatioConcentration: 1,
  });
  return comparisons[0]!;
}

function share(experiments: readonly Looks[]): FalsePositives {
  const rate = (isAlarm: (looks: Looks) => boolean) =>
    mean(experiments.map((looks) => Number(isAlarm(looks))));
  const last = experiments.map((looks) => looks.at(-1)!);
  return {
    fixed: rate((looks) => isDifferent(looks.at(-1)!.relative)),
    fixedAtAnyLook: rate((looks) => looks.some(({ relative }) => isDifferent(relative))),
    sequentialAtAnyLook: rate((looks) =>
      looks.some(({ sequentialRelative }) => isDifferent(sequentialRelative!)),
    ),
    fixedWidth: mean(last.map(({ relative }) => width(relative))),
    sequentialWidth: mean(last.map(({ sequentialRelative }) => width(sequentialRelative!))),
  };
}

type Interval = Pick<NamedComparison['relative'], 'lower' | 'upper' | 'pValue'>;

const isDifferent = (interval: Interval) => ['HIGHER', 'LOWER'].includes(verdict(interval));

const width = ({ lower, upper }: Interval) => upper! - lower!;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
