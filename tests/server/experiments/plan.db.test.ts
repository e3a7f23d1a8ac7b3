import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Role, type Viewer } from '../../../server/platform/index.js';
import { useToile } from '../../support/product/execute.js';

const toile = useToile();
const person = (role: Role): Viewer => ({ kind: 'user', userId: randomUUID(), email: 'a@example.com', role });
const pm = person(Role.PM);

const QUERIES = {
  sampleSize: `query ($input: PlanInput!, $effect: Float!, $power: Float) {
    sampleSize(input: $input, effect: $effect, power: $power) {
      unitsPerArm total days powerCurve { units power } reason } }`,
  detectableEffect: `query ($input: PlanInput!, $units: Float!, $power: Float) {
    detectableEffect(input: $input, units: $units, power: $power) { value reason } }`,
  power: `query ($input: PlanInput!, $effect: Float!, $units: Float!) {
    power(input: $input, effect: $effect, units: $units) { value reason } }`,
};

const ask = async (name: keyof typeof QUERIES, variables: Record<string, unknown>) =>
  (await toile.ask(QUERIES[name], variables, pm))[name];

/** The message and code of a refusal. */
const refusal = async (name: keyof typeof QUERIES, variables: Record<string, unknown>, viewer = pm) =>
  (await toile.execute(QUERIES[name], variables, viewer)).errors?.[0];

// The plans of GrowthBook's tests and of SciPy; see tests/fixtures/statistics/experiment-cases.json.
const revenue = { kind: 'MEAN', baseline: 10, standardDeviation: Math.sqrt(3909.9997749994377), arms: 3 };
const ctr = { kind: 'RATIO', baseline: 0.04, standardDeviation: Math.sqrt(0.00536) };

describe('units', () => {
  it('has the power and the detectable effect of the reference', async () => {
    const { value: power } = await ask('power', { input: revenue, effect: 0.05, units: 400_000 });
    expect(power).toBeCloseTo(0.5214409191602973, 9);
    const { value } = await ask('detectableEffect', { input: revenue, units: 400_000 });
    expect(value).toBeCloseTo(0.07027249875172074, 9);
  });

  it('needs the units of the reference, and says how many days they take', async () => {
    expect(await ask('sampleSize', { input: { ...ctr, unitsPerDay: 1_000 }, effect: 0.05 })).toMatchObject({
      unitsPerArm: [22_114, 22_114],
      total: 44_228,
      days: 45,
      reason: null,
    });
  });

  it('draws the power over up to twice the units that are needed', async () => {
    const { total, powerCurve } = await ask('sampleSize', { input: ctr, effect: 0.05, power: 0.8 });
    expect(powerCurve).toHaveLength(40);
    expect(powerCurve[19].units).toBe(total);
    expect(powerCurve[19].power).toBeCloseTo(0.8, 4);
    expect(powerCurve[39].units).toBe(2 * total);
    for (const { units, power } of [powerCurve[0], powerCurve[39]])
      expect((await ask('power', { input: ctr, effect: 0.05, units })).value).toBe(power);
  });

  it('takes the spread of a proportion from its baseline', async () => {
    const input = { kind: 'PROPORTION', baseline: 0.1, arms: 3 };
    const { value } = await ask('power', { input, effect: 0.05, units: 4_500 });
    expect(value).toBeCloseTo(0.07299561306818006, 9);
  });

  it('has the power asked for with the units it gives, whatever the shares and the test', async () => {
    for (const more of [
      { arms: 3, allocation: [4, 1, 2] },
      { sequentialPlannedUnits: 50_000 },
      { alternative: 'GREATER', confidence: 0.9 },
    ]) {
      const input = { ...ctr, ...more };
      const { total } = await ask('sampleSize', { input, effect: 0.05, power: 0.9 });
      const { value } = await ask('power', { input, effect: 0.05, units: total });
      expect(value).toBeGreaterThan(0.8999);
      expect(value).toBeLessThan(0.901);
      const detectable = await ask('detectableEffect', { input, units: total, power: 0.9 });
      expect(detectable.value).toBeCloseTo(0.05, 4);
    }
  });

  it('looks for lower values on their side', async () => {
    const input = { ...ctr, alternative: 'LESS' };
    const { value } = await ask('detectableEffect', { input, units: 40_000 });
    expect(value).toBeLessThan(0);
    expect((await ask('sampleSize', { input, effect: 0.05 })).reason).toContain('does not look at');
  });
});

describe('stores', () => {
  const input = { kind: 'STORES', standardDeviation: 0.45 };

  it('needs as many stores as a t-test of their lifts', async () => {
    // SciPy 1.17.1's noncentral t gives .79585 with 95 stores and .80006 with 96.
    expect(await ask('sampleSize', { input, effect: 0.13 })).toMatchObject({ unitsPerArm: [96], total: 96 });
    expect((await ask('power', { input, effect: 0.13, units: 95 })).value).toBeCloseTo(0.7958541982, 8);
    expect((await ask('detectableEffect', { input, units: 96 })).value).toBeCloseTo(0.13, 3);
  });

  it('draws the power of whole stores only, two or more', async () => {
    const { total, powerCurve } = await ask('sampleSize', { input, effect: 1 });
    expect(total).toBeLessThan(10);
    const stores = powerCurve.map(({ units }: { units: number }) => units);
    expect(stores).toEqual(Array.from({ length: 2 * total - 1 }, (_, index) => index + 2));
  });

  it('does not use a baseline, since lifts are relative already', async () => {
    const [without, withOne] = [input, { ...input, baseline: 7 }];
    expect(await ask('sampleSize', { input: withOne, effect: 0.13 })).toEqual(
      await ask('sampleSize', { input: without, effect: 0.13 }),
    );
  });

  it('has no arms to allot and no sequential test', async () => {
    const effect = 0.13;
    expect((await refusal('sampleSize', { input: { ...input, arms: 3 }, effect }))?.message).toContain(
      'two arms',
    );
    const sequential = { ...input, sequentialPlannedUnits: 100 };
    expect((await refusal('sampleSize', { input: sequential, effect }))?.message).toContain(
      'no sequential test',
    );
  });
});

describe('what cannot be planned', () => {
  it.each([
    ['a mean without a standard deviation', { kind: 'MEAN', baseline: 1 }, 'standardDeviation'],
    ['a mean without a baseline', { kind: 'MEAN', standardDeviation: 1 }, '`baseline` is needed for MEAN'],
    ['a baseline of 0', { kind: 'MEAN', baseline: 0, standardDeviation: 1 }, 'must not be 0'],
    ['a share above 1', { kind: 'PROPORTION', baseline: 1.2 }, 'between 0 and 1'],
    ['shares for other arms', { ...ctr, allocation: [1, 1, 1] }, '3 shares for 2 arms'],
    ['a share of 0', { ...ctr, allocation: [1, 0] }, 'above 0'],
  ])('refuses %s', async (_, input, words) => {
    const error = await refusal('sampleSize', { input, effect: 0.05 });
    expect(error?.message).toContain(words);
    expect(error?.extensions?.code).toBe('INVALID_INPUT');
  });

  it.each([
    ['an effect of 0', 'sampleSize', { input: ctr, effect: 0 }, 'cannot be found'],
    [
      'a share beyond 1',
      'power',
      { input: { kind: 'PROPORTION', baseline: 0.5 }, effect: 2, units: 10 },
      '1.5',
    ],
    ['too few units', 'detectableEffect', { input: ctr, units: 4 }, 'add units'],
    [
      'one store',
      'power',
      { input: { kind: 'STORES', standardDeviation: 1 }, effect: 1, units: 1 },
      '2 stores',
    ],
  ] as const)('gives null for %s and says why', async (_, name, variables, words) => {
    const answer = await ask(name, variables);
    expect(answer.value ?? answer.total ?? null).toBeNull();
    expect(answer.reason).toContain(words);
  });

  it('is not for experts', async () => {
    for (const name of ['sampleSize', 'detectableEffect', 'power'] as const)
      expect(
        (await refusal(name, { input: ctr, effect: 0.05, units: 100 }, person(Role.EXPERT)))?.extensions
          ?.code,
      ).toBe('FORBIDDEN');
  });
});
