import { describe, expect, it } from '@jest/globals';
import { readStorePlan, readUnitPlan } from '../../../../dashboard/experiments/calculators/plan/plan-form.js';
import { readSampleRatio } from '../../../../dashboard/experiments/calculators/sample-ratio/sample-ratio-form.js';
import { readSignificance } from '../../../../dashboard/experiments/calculators/significance/significance-form.js';

const params = (address: string) => new URLSearchParams(address);

describe('the counts of an experiment', () => {
  const counts = 'name=&name=New&units=44,700&units=45489&sum=8502&sum=8279';

  it('become the question that the server is asked', () => {
    expect(readSignificance(params(counts)).variables).toEqual({
      input: {
        kind: 'PROPORTION',
        arms: [
          { name: 'Control', units: 44_700, sum: 8_502 },
          { name: 'New', units: 45_489, sum: 8_279 },
        ],
        confidence: 0.95,
        alternative: 'TWO_SIDED',
      },
    });
  });

  it('take settings and shares along', () => {
    const settings = '&weight=9&weight=1&confidence=90&alternative=LESS&planned=100000&margin=1.5&lower=1';
    const { input } = readSignificance(params(counts + settings)).variables!;
    expect(input).toMatchObject({
      ...{
        confidence: 0.9,
        alternative: 'LESS',
        sequentialPlannedUnits: 100_000,
        margin: 0.015,
        lowerIsBetter: true,
      },
      arms: [{ weight: 9 }, { weight: 1 }],
    });
  });

  it('ask for the sums that the kind of metric needs', () => {
    const { variables, missing } = readSignificance(params('kind=MEAN&units=1&units=2&sum=3'));
    expect(variables).toBeNull();
    expect(missing).toEqual(['Sum of squares of Control', 'Sum of Treatment', 'Sum of squares of Treatment']);
  });

  it.each([
    ['kind=SUM', 'kind', '“SUM” is not one of the choices'],
    ['alternative=up', 'alternative', '“up” is not one of the choices'],
    ['units=&units=many', 'units.1', 'Enter a whole number'],
    ['units=10&units=10&sum=5&sum=11', 'sum.1', 'More successes than units'],
    ['name=A&name=A', 'name.1', 'Another arm is named A'],
    ['confidence=100', 'confidence', 'Enter at most 99.99 %'],
    ['margin=0', 'margin', 'Enter more than 0 %'],
    ['planned=x', 'planned', 'Enter a whole number'],
    ['lower=yes', 'lower', '“yes” in the address is neither 1 nor left out'],
  ])('that are wrong are named at their field, and nothing is asked: %s', (address, key, problem) => {
    const { variables, problems } = readSignificance(params(address));
    expect(problems.get(key)).toBe(problem);
    expect(variables).toBeNull();
  });

  it('are empty until a number is written', () => {
    expect(readSignificance(params('kind=MEAN&name=A&confidence=90')).isEmpty).toBe(true);
    expect(readSignificance(params('units=&units=3')).isEmpty).toBe(false);
  });
});

describe('the units of a sample ratio', () => {
  it('are asked for with all shares or with none', () => {
    expect(readSampleRatio(params('units=10&units=20')).variables).toEqual({
      arms: [
        { name: 'Control', units: 10 },
        { name: 'Treatment', units: 20 },
      ],
    });
    expect(readSampleRatio(params('units=10&units=20&weight=1')).missing).toEqual([
      'Planned share of Treatment',
    ]);
  });
});

describe('a plan', () => {
  it('asks how many units find an effect, and which effect units find, each by itself', () => {
    const { size, effect } = readUnitPlan(params('baseline=4&effect=10&perDay=2000&shares=2:1:1'));
    const input = {
      ...{ kind: 'PROPORTION', baseline: 0.04, confidence: 0.95, alternative: 'TWO_SIDED' },
      ...{ arms: 3, allocation: [2, 1, 1], unitsPerDay: 2_000 },
    };
    expect(size.variables).toEqual({ input, effect: 0.1, power: 0.8 });
    expect(effect.missing).toEqual(['Units that you can get']);
    expect(readUnitPlan(params('baseline=4&units=500')).effect.variables).toMatchObject({ units: 500 });
  });

  it('reads the value of a mean as it stands, with its spread', () => {
    const { size } = readUnitPlan(params('kind=MEAN&baseline=4&sd=9&effect=-5&power=90'));
    expect(size.variables).toMatchObject({
      input: { kind: 'MEAN', baseline: 4, standardDeviation: 9 },
      ...{ effect: -0.05, power: 0.9 },
    });
  });

  it.each([
    ['baseline=0', 'baseline', 'Enter more than 0 %'],
    ['baseline=100', 'baseline', 'Enter less than 100 %'],
    ['kind=MEAN&baseline=0', 'baseline', 'Effects are relative to it, so it cannot be 0'],
    ['effect=0', 'effect', 'An effect of 0 cannot be found'],
    ['shares=1', 'shares', 'Write two or more shares above 0 with colons, the control first, e.g. 2:1:1'],
    ['shares=1:0', 'shares', 'Write two or more shares above 0 with colons, the control first, e.g. 2:1:1'],
  ])('that cannot be is refused at its field: %s', (address, key, problem) => {
    const { variables, problems } = readUnitPlan(params(address)).size;
    expect(problems.get(key)).toBe(problem);
    expect(variables).toBeNull();
  });

  it('of stores has a spread in percentage points and no baseline', () => {
    expect(readStorePlan(params('sd=45&effect=13.35')).size.variables).toEqual({
      input: { kind: 'STORES', standardDeviation: 0.45, confidence: 0.95, alternative: 'TWO_SIDED' },
      ...{ effect: 0.1335, power: 0.8 },
    });
    expect(readStorePlan(params('sd=45&units=1')).effect.problems.get('units')).toBe('Enter at least 2');
  });
});
