import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Role, Scope, type Viewer } from '../../../server/platform/index.js';
import { useToile } from '../../support/product/execute.js';
import { caseOf, expectWithin } from '../statistics/experiment/experiment-cases.js';

const toile = useToile();

const person = (role: Role): Viewer => ({ kind: 'user', userId: randomUUID(), email: 'a@example.com', role });
const analyst = person(Role.ANALYST);

const EFFECT = '{ value lower upper standardError pValue reason }';
const ANALYSIS = `query ($input: AnalysisInput!) { analysis(input: $input) {
  arms { name units mean adjustedMean standardDeviation reason }
  comparisons {
    name absolute ${EFFECT} relative ${EFFECT} relativeDelta ${EFFECT} unadjusted ${EFFECT}
    sequential ${EFFECT} sequentialRelative ${EFFECT} sequentialRelativeDelta ${EFFECT}
    posterior { mean standardDeviation lower upper chanceToWin riskControl riskTreatment reason }
    adjustedPValueHolm adjustedPValueBenjaminiHochberg nonInferior neutral verdict reason
  }
  sampleRatio { chiSquare degreesOfFreedom pValue anytimePValue alert reason }
  omnibus { chiSquare degreesOfFreedom pValue reason } theta
} }`;

const analyse = async (input: object) => (await toile.ask(ANALYSIS, { input }, analyst)).analysis;

const refusal = async (input: object, viewer = analyst) => {
  const { errors } = await toile.execute(ANALYSIS, { input }, viewer);
  return errors?.[0];
};

describe('published experiments', () => {
  it('finds that four headlines of Upworthy differ', async () => {
    // Upworthy Research Archive (Matias et al., Scientific Data 8, 2021): chi-square 32.051, 3 degrees of freedom.
    const arms = [
      ['H1', 3060, 49],
      ['H2', 2982, 20],
      ['H3', 3112, 31],
      ['H4', 3083, 9],
    ].map(([name, units, sum]) => ({ name, units, sum }));
    const { omnibus, comparisons } = await analyse({ kind: 'PROPORTION', arms });
    expect(omnibus.chiSquare).toBeCloseTo(32.051, 3);
    expect(omnibus.degreesOfFreedom).toBe(3);
    expect(omnibus.pValue).toBeCloseTo(5.1e-7, 8);
    expect(comparisons.map(({ verdict }: { verdict: string }) => verdict)).toEqual([
      'LOWER',
      'LOWER',
      'LOWER',
    ]);
  });

  it('finds the lower retention of Cookie Cats, and no alert of its sample ratio', async () => {
    // 90,189 players of Tactile Entertainment's game, as DataCamp published them: SRM p .0086, 7-day retention p .0016.
    const arms = [
      { name: 'gate 30', units: 44_700, sum: 8_502 },
      { name: 'gate 40', units: 45_489, sum: 8_279 },
    ];
    const { sampleRatio, comparisons, omnibus } = await analyse({ kind: 'PROPORTION', arms });
    expect(sampleRatio.pValue).toBeCloseTo(0.0086, 4);
    expect(sampleRatio.alert).toBe(false);
    expect(comparisons[0].relative.pValue).toBeCloseTo(0.0016, 4);
    expect(comparisons[0].verdict).toBe('LOWER');
    expect(omnibus).toBeNull();
  });

  it("finds the gross conversion of Udacity's free trial screener", async () => {
    // Udacity's course on A/B testing, final project: -.0206 [-.0291, -.0120].
    const arms = [
      { name: 'control', units: 17_293, sum: 3_785 },
      { name: 'screener', units: 17_260, sum: 3_423 },
    ];
    const { absolute } = (await analyse({ kind: 'PROPORTION', arms })).comparisons[0];
    expect(absolute.value).toBeCloseTo(-0.0206, 4);
    expect(absolute.lower).toBeCloseTo(-0.0291, 4);
    expect(absolute.upper).toBeCloseTo(-0.012, 4);
  });

  it("gives GrowthBook's answer of a ratio with CUPED from all of its sums", async () => {
    const { input, expected, full_precision } = caseOf('gbstats', 'cuped_ratio_relative');
    const arms = ['control', 'treatment'].map((name) => armOfCase(name, input[name]));
    const { arms: results, comparisons } = await analyse({ kind: 'RATIO', arms });
    const { value: effect, pValue: p_value } = comparisons[0].relativeDelta;
    const [control, treatment] = results;
    const actual = {
      control_value_unadjusted: control.mean,
      treatment_value_unadjusted: treatment.mean,
      effect,
      p_value,
    };
    expectWithin(actual, expected, { absolute: 0.5e-9 });
    expectWithin(actual, full_precision, { relative: 1e-8 });
    // Upstream also asserts the interval to five digits.
    expect(comparisons[0].relativeDelta.lower).toBeCloseTo(-0.00841, 5);
    expect(comparisons[0].relativeDelta.upper).toBeCloseTo(0.007, 5);
  });
});

const armOfCase = (name: string, sums: Readonly<Record<string, number>>) => ({
  name,
  units: sums.users,
  sum: sums.main_sum,
  sumSquares: sums.main_sum_squares,
  denominatorSum: sums.denominator_sum,
  denominatorSumSquares: sums.denominator_sum_squares,
  productSum: sums.main_denominator_sum_product,
  before: {
    sum: sums.covariate_sum,
    sumSquares: sums.covariate_sum_squares,
    productWithSum: sums.main_covariate_sum_product,
    denominatorSum: sums.denominator_pre_sum,
    denominatorSumSquares: sums.denominator_pre_sum_squares,
    productSum: sums.main_pre_denominator_pre_sum_product,
    sumWithDenominatorBefore: sums.main_post_denominator_pre_sum_product,
    denominatorWithSumBefore: sums.main_pre_denominator_post_sum_product,
    denominatorWithDenominatorBefore: sums.denominator_post_denominator_pre_sum_product,
  },
});

describe('what cannot be answered', () => {
  const arm = (name: string, sums: object = {}) => ({ name, units: 100, sum: 20, ...sums });

  it('names the arm and the sum that is missing', async () => {
    expect(await refusal({ kind: 'MEAN', arms: [arm('A', { sumSquares: 30 }), arm('B')] })).toMatchObject({
      message: 'Arm B has no `sumSquares`, which this kind of metric needs',
      extensions: { code: 'INVALID_INPUT' },
    });
    const before = { sum: 3, productWithSum: 2 };
    expect(
      await refusal({
        kind: 'MEAN',
        arms: ['A', 'B'].map((name) => arm(name, { sumSquares: 30, before })),
      }),
    ).toMatchObject({ message: expect.stringContaining('Arm A has no `before.sumSquares`') });
  });

  it.each([
    ['two arms of one name', { arms: [arm('A'), arm('A')] }, 'Two arms are named A'],
    ['a weight for one arm alone', { arms: [arm('A', { weight: 1 }), arm('B')] }, 'Arm B has no `weight`'],
    ['one arm', { arms: [arm('A')] }, 'arms'],
    ['a planned size of 0', { arms: [arm('A'), arm('B')], sequentialPlannedUnits: 0 }, 'above 0'],
    ['a margin of 0', { arms: [arm('A'), arm('B')], margin: 0 }, 'above 0'],
  ])('refuses %s', async (_, input, words) => {
    expect((await refusal({ kind: 'PROPORTION', ...input }))?.message).toContain(words);
  });

  it('gives null and says why where sums say nothing', async () => {
    const { arms, comparisons, omnibus } = await analyse({
      kind: 'PROPORTION',
      arms: [arm('A'), arm('B', { units: 1, sum: 1 }), arm('C', { sum: 101 })],
    });
    expect(arms.map(({ reason }: { reason: string }) => reason)).toEqual([
      null,
      'B has fewer than 2 units.',
      'C has more successes than units, or fewer than none.',
    ]);
    expect(comparisons[0]).toMatchObject({
      verdict: 'NOT_COMPUTED',
      reason: 'B has fewer than 2 units.',
      relative: { value: null, lower: null, pValue: null, reason: 'B has fewer than 2 units.' },
      posterior: { chanceToWin: null, reason: 'B has fewer than 2 units.' },
    });
    expect(omnibus.reason).toContain('An arm cannot be computed');
  });

  it('judges by the absolute difference where the control cannot be told from 0', async () => {
    const { comparisons } = await analyse({
      kind: 'MEAN',
      arms: [
        { name: 'A', units: 50, sum: 1, sumSquares: 400 },
        { name: 'B', units: 5000, sum: 9000, sumSquares: 40_000 },
      ],
    });
    const { verdict, relative, absolute, reason } = comparisons[0];
    expect(relative).toMatchObject({ lower: null, upper: null });
    expect(absolute.lower).toBeGreaterThan(0);
    expect(verdict).toBe('HIGHER');
    expect(reason).toContain('The verdict is that of the absolute difference.');
  });

  it('counts units of an arm without a weight as a fault of its own', async () => {
    const { sampleRatio } = await analyse({
      kind: 'PROPORTION',
      arms: [arm('A', { weight: 1 }), arm('B', { weight: 1 }), arm('C', { weight: 0 })],
    });
    expect(sampleRatio).toMatchObject({ degreesOfFreedom: 1, alert: true });
    expect(sampleRatio.reason).toBe('Units came in where none should: 100 in C, of weight 0.');
  });
});

describe('a margin', () => {
  const arms = [
    { name: 'A', units: 100_000, sum: 20_000 },
    { name: 'B', units: 100_000, sum: 20_010 },
  ];

  it('tells a neutral result from one that is not known yet', async () => {
    const wide = await analyse({ kind: 'PROPORTION', arms, margin: 0.05 });
    expect(wide.comparisons[0]).toMatchObject({ verdict: 'INCONCLUSIVE', neutral: true, nonInferior: true });
    const narrow = await analyse({ kind: 'PROPORTION', arms, margin: 0.001 });
    expect(narrow.comparisons[0]).toMatchObject({ neutral: false, nonInferior: false });
  });

  it('looks the other way where lower is better, and turns chance but no effect', async () => {
    const [higher, lower] = await Promise.all(
      [false, true].map((lowerIsBetter) =>
        analyse({ kind: 'PROPORTION', arms, margin: 0.015, lowerIsBetter }),
      ),
    );
    const [a, b] = [higher.comparisons[0], lower.comparisons[0]];
    expect(b.relative).toEqual(a.relative);
    expect(b.posterior.chanceToWin).toBeCloseTo(1 - a.posterior.chanceToWin, 12);
    expect(b.posterior.riskControl).toBe(a.posterior.riskTreatment);
    // Higher by .0005 and uncertain by .0147 on either side.
    expect([a.nonInferior, b.nonInferior]).toEqual([true, false]);
  });
});

describe('any sums', () => {
  const size = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.double({ min: 0, max: 1e15, noNaN: true }));
  const sum = fc.oneof(fc.integer({ min: -20, max: 100 }), fc.double({ min: -1e15, max: 1e15, noNaN: true }));
  const squares = fc.oneof(fc.integer({ min: 0, max: 500 }), fc.double({ min: 0, max: 1e30, noNaN: true }));
  const before = fc.record({
    sum,
    sumSquares: squares,
    productWithSum: sum,
    denominatorSum: sum,
    denominatorSumSquares: squares,
    productSum: sum,
    sumWithDenominatorBefore: sum,
    denominatorWithSumBefore: sum,
    denominatorWithDenominatorBefore: sum,
  });
  const sums = {
    units: size,
    weight: size,
    sum,
    sumSquares: squares,
    denominatorSum: sum,
    denominatorSumSquares: squares,
    productSum: sum,
  };
  const armsOf = (arm: Parameters<typeof fc.record>[0]) =>
    fc
      .array(fc.record(arm), { minLength: 2, maxLength: 4 })
      .map((arms) => arms.map((fields, index) => ({ ...fields, name: `arm ${index}` })));
  const inputs = fc.record({
    kind: fc.constantFrom('MEAN', 'PROPORTION', 'RATIO'),
    arms: fc.oneof(armsOf(sums), armsOf({ ...sums, before })),
    alternative: fc.constantFrom('TWO_SIDED', 'GREATER', 'LESS'),
    confidence: fc.constantFrom(0.6, 0.95, 0.9999),
    sequentialPlannedUnits: fc.constantFrom(null, 1, 5000, 1e15),
    prior: fc.constantFrom(
      null,
      { mean: 0.1, standardDeviation: 0.3 },
      { mean: 0, standardDeviation: 1, relative: false },
    ),
    margin: fc.constantFrom(null, 0.01, 10),
    lowerIsBetter: fc.boolean(),
  });

  /** What is null without a reason because it was not asked for. */
  const notAskedFor = (input: { margin: number | null; arms: readonly object[] }) =>
    new Set([
      ...('before' in input.arms[0]! ? [] : ['adjustedMean', 'unadjusted']),
      ...(input.margin === null ? ['nonInferior', 'neutral'] : []),
      ...['sequential', 'sequentialRelative', 'sequentialRelativeDelta'],
      // Of Fieller's intervals, which have none.
      'standardError',
    ]);

  /** Every object of an answer that has a reason. */
  const withReasons = (value: unknown): Readonly<Record<string, unknown>>[] => {
    if (typeof value !== 'object' || value === null) return [];
    const below = Object.values(value).flatMap(withReasons);
    return 'reason' in value ? [value as Readonly<Record<string, unknown>>, ...below] : below;
  };

  /** Nulls that nothing explains. */
  const unexplained = (answer: unknown, ignored: ReadonlySet<string>) =>
    withReasons(answer).flatMap(({ reason, ...fields }) =>
      Object.keys(fields).filter((field) => fields[field] === null && reason === null && !ignored.has(field)),
    );

  it('get numbers, or null with a reason, and no verdict against its interval', async () => {
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        // GraphQL refuses to serialise NaN and Infinity, so that `analyse` throws.
        const answer = await analyse(input);
        expect(unexplained(answer, notAskedFor(input))).toEqual([]);
        for (const { verdict, absolute, sequential } of answer.comparisons) {
          const { lower, upper } = sequential ?? absolute;
          if (verdict === 'HIGHER') expect(lower).toBeGreaterThan(0);
          if (verdict === 'LOWER') expect(upper).toBeLessThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('who may analyse', () => {
  const input = { kind: 'PROPORTION', arms: ['A', 'B'].map((name) => ({ name, units: 10, sum: 3 })) };

  it.each(Object.values(Role))('%s', async (role) => {
    const error = await refusal(input, person(role));
    expect(error?.extensions?.code).toBe(role === Role.EXPERT ? 'FORBIDDEN' : undefined);
  });

  it('a key that may read, and no other', async () => {
    const key = (scope: Scope): Viewer => ({
      kind: 'key',
      keyId: randomUUID(),
      name: 'test',
      workspaceId: randomUUID(),
      scopes: [scope],
    });
    expect(await refusal(input, key(Scope.READ))).toBeUndefined();
    expect((await refusal(input, key(Scope.EVENTS_WRITE)))?.extensions?.code).toBe('FORBIDDEN');
  });
});
