import { invalidInput } from '../../platform/index.js';
import type {
  AnalysisQuestion,
  ArmSums,
  BeforeRatioSums,
  BeforeSums,
  Prior,
} from '../../statistics/index.js';
import { requireAbove0, requireAllOrNone, requireDistinctNames } from '../arm-checks.js';
import type { AnalysisInput, ArmSumsInput, BeforeSumsInput, PriorInput } from './analysis.input.js';

/**
 * The question that an input asks.
 *
 * @throws {DomainError} INVALID_INPUT, naming the arm and the field, if the kind of metric needs a sum that is not there,
 *         or the arms contradict each other
 */
export function analysisQuestion(input: AnalysisInput): AnalysisQuestion {
  const { arms, sequentialPlannedUnits: plannedUnits, margin, prior } = input;
  requireDistinctNames(arms);
  requireAllOrNone(arms, 'weight');
  requireAllOrNone(arms, 'before');
  requireSquaresOfAllOrNone(arms);
  requireAbove0({
    sequentialPlannedUnits: plannedUnits,
    margin,
    sampleRatioConcentration: input.sampleRatioConcentration,
    'prior.standardDeviation': prior?.standardDeviation,
  });
  return {
    kind: input.kind,
    arms: arms.map((arm) => ({ name: arm.name, weight: arm.weight ?? 1, sums: SUMS[input.kind](arm) })),
    confidence: input.confidence,
    alternative: input.alternative,
    plannedUnits: plannedUnits ?? null,
    prior: prior ? priorOf(prior) : null,
    lowerIsBetter: input.lowerIsBetter,
    margin: margin ?? null,
    sampleRatioConcentration: input.sampleRatioConcentration,
  };
}

const priorOf = ({ mean, standardDeviation, relative }: PriorInput): Prior => ({
  mean,
  standardDeviation,
  relative,
});

const SUMS: Readonly<Record<AnalysisQuestion['kind'], (arm: ArmSumsInput) => ArmSums>> = {
  MEAN: (arm) => ({
    kind: 'MEAN',
    units: arm.units,
    sum: arm.sum,
    sumSquares: needed(arm.name, arm, 'sumSquares'),
    before: arm.before ? beforeMean(arm.name, arm.before) : null,
  }),
  PROPORTION: (arm) => ({
    kind: 'PROPORTION',
    units: arm.units,
    sum: arm.sum,
    before: arm.before ? { ...plainBefore(arm.before), sumSquares: arm.before.sumSquares ?? null } : null,
  }),
  RATIO: (arm) => ({
    kind: 'RATIO',
    units: arm.units,
    sum: arm.sum,
    sumSquares: needed(arm.name, arm, 'sumSquares'),
    denominatorSum: needed(arm.name, arm, 'denominatorSum'),
    denominatorSumSquares: needed(arm.name, arm, 'denominatorSumSquares'),
    productSum: needed(arm.name, arm, 'productSum'),
    before: arm.before ? beforeRatio(arm.name, arm.before) : null,
  }),
};

const plainBefore = ({ sum, productWithSum }: BeforeSumsInput) => ({ sum, productWithSum });

const beforeMean = (name: string, before: BeforeSumsInput): BeforeSums => ({
  ...plainBefore(before),
  sumSquares: needed(name, before, 'sumSquares', 'before.'),
});

function beforeRatio(name: string, before: BeforeSumsInput): BeforeRatioSums {
  const sumOf = (field: keyof BeforeSumsInput) => needed(name, before, field, 'before.');
  return {
    ...plainBefore(before),
    sumSquares: sumOf('sumSquares'),
    denominatorSum: sumOf('denominatorSum'),
    denominatorSumSquares: sumOf('denominatorSumSquares'),
    productSum: sumOf('productSum'),
    sumWithDenominator: sumOf('denominatorWithSumBefore'),
    denominatorWithSum: sumOf('sumWithDenominatorBefore'),
    denominatorWithDenominator: sumOf('denominatorWithDenominatorBefore'),
  };
}

/** @param path of `sums` within the arm */
function needed<F extends string>(
  arm: string,
  sums: { readonly [K in F]?: unknown },
  field: F,
  path = '',
): number {
  const value = sums[field];
  if (typeof value !== 'number')
    throw invalidInput(`Arm ${arm} has no \`${path}${field}\`, which this kind of metric needs`);
  return value;
}

function requireSquaresOfAllOrNone(arms: readonly ArmSumsInput[]): void {
  const given = arms.filter(({ before }) => typeof before?.sumSquares === 'number').length;
  if (given > 0 && given < arms.length)
    throw invalidInput(
      'Some arms have `before.sumSquares`, others have not: give it for every arm or for none',
    );
}
