import { describe, expect, it } from '@jest/globals';
import {
  differenceFormat,
  formatGivenShare,
  liftFormat,
} from '../../../../dashboard/experiments/calculators/answer/effect-words.js';
import {
  type Asked,
  type Comparison,
  verdictMark,
  verdictSentence,
} from '../../../../dashboard/experiments/calculators/significance/verdict-sentence.js';

const effect = (value: number, lower: number | null, upper: number | null, pValue = 0.003) => ({
  ...{ __typename: 'ArmEffect' as const, value, lower, upper, pValue, reason: null },
});

const comparison = (parts: Partial<Comparison>): Comparison => ({
  ...{ __typename: 'ArmComparison', name: 'Treatment', verdict: 'HIGHER', reason: null },
  ...{ neutral: null, nonInferior: null, adjustedPValueHolm: 0.003 },
  absolute: effect(0.02, 0.01, 0.03),
  relative: effect(0.123, 0.041, 0.21),
  relativeDelta: effect(0.123, 0.04, 0.206),
  ...{ sequential: null, sequentialRelative: null },
  posterior: { chanceToWin: 0.99, reason: null },
  ...parts,
});

const asked = (parts: Partial<Asked['input']> = {}, isDoubtful = false): Asked => ({
  ...{ control: 'control', isDoubtful },
  input: { kind: 'PROPORTION', arms: [], confidence: 0.95, ...parts },
});

describe('the sentence of an answer', () => {
  it('says how much higher, with the interval and p', () => {
    expect(verdictSentence(comparison({}), asked())).toBe(
      'Treatment is 12.3% higher than control (95% interval +4.1% to +21.0%), p = 0.003.',
    );
  });

  it('says that it is unclear', () => {
    const unclear = comparison({ verdict: 'INCONCLUSIVE', relative: effect(-0.01, -0.05, 0.03, 0.63) });
    expect(verdictSentence(unclear, asked())).toBe(
      'It is unclear whether Treatment differs from control (95% interval −5.0% to +3.0%), p = 0.630.',
    );
  });

  it('says that a difference does not matter, also if there certainly is one', () => {
    const neutral = { neutral: true, relative: effect(0.004, -0.001, 0.009, 0.12) };
    expect(
      verdictSentence(comparison({ ...neutral, verdict: 'INCONCLUSIVE' }), asked({ margin: 0.01 })),
    ).toBe('Treatment and control differ by less than 1% (95% interval −0.1% to +0.9%), p = 0.120.');
    const small = comparison({ neutral: true, relative: effect(0.004, 0.001, 0.007, 0.0001) });
    expect(verdictSentence(small, asked({ margin: 0.01 }))).toBe(
      'Treatment is 0.4% higher than control (95% interval +0.1% to +0.7%), p < 0.001. The difference is smaller than the margin of 1%.',
    );
    expect(verdictMark(small, asked({ margin: 0.01 }))).toEqual({ words: 'Neutral', tone: 'quiet' });
  });

  it('says why nothing is computed', () => {
    const none = comparison({ verdict: 'NOT_COMPUTED', reason: 'Treatment has fewer than 2 units.' });
    expect(verdictSentence(none, asked())).toBe(
      'Treatment cannot be compared with control: Treatment has fewer than 2 units.',
    );
  });

  it('goes by the sequential interval where one was planned', () => {
    const sequentialRelative = effect(0.123, -0.02, 0.27, 0.09);
    const looked = comparison({
      verdict: 'INCONCLUSIVE',
      sequentialRelative,
      sequential: effect(0.02, 0, 0.04),
    });
    expect(verdictSentence(looked, asked())).toContain(
      '(95% sequential interval −2.0% to +27.0%), p = 0.090',
    );
  });

  it('gives the one bound of a one-sided interval', () => {
    const oneSided = comparison({ relative: effect(0.123, 0.055, null) });
    expect(verdictSentence(oneSided, asked({ alternative: 'GREATER' }))).toContain(
      '(95% interval at least +5.5%)',
    );
  });

  it('goes by the absolute difference where the relative one has no bounds', () => {
    const relative = { ...effect(90, null, null), pValue: null };
    const unbounded = comparison({ relative, absolute: effect(1.78, 1.05, 2.51) });
    expect(verdictSentence(unbounded, asked({ kind: 'MEAN' }))).toBe(
      'Treatment is 1.78 higher than control (95% interval of the difference +1.05 to +2.51), p = 0.003.',
    );
  });

  it('turns better around where lower is better, and has no colour where the counts are doubtful', () => {
    expect(verdictMark(comparison({}), asked()).tone).toBe('better');
    expect(verdictMark(comparison({}), asked({ lowerIsBetter: true })).tone).toBe('worse');
    expect(verdictMark(comparison({}), asked({}, true)).tone).toBe('quiet');
  });
});

describe('the numbers of an answer', () => {
  it('never show a bound as zero that is not', () => {
    const interval = { value: 0.0012, lower: 0.00004, upper: 0.0024 };
    expect([0.0012, 0.00004, 0].map(liftFormat([interval]))).toEqual(['+0.120%', '+0.004%', '0.000%']);
  });

  it('have as many digits as the width of the interval gives meaning to', () => {
    const points = differenceFormat({ value: -0.0082, lower: -0.01331, upper: -0.003117 }, 'PROPORTION');
    expect([-0.0082, -0.01331, -0.003117].map(points)).toEqual(['−0.82', '−1.33', '−0.31']);
    expect(differenceFormat({ value: 12_345, lower: 11_000, upper: 14_000 }, 'MEAN')(12_345)).toBe('+12,345');
    expect(differenceFormat({ value: 2e-20, lower: 1e-20, upper: 3e-20 }, 'MEAN')(-2e-20)).toBe('−2.00e-20');
  });

  it('keep the digits of a confidence that was asked for', () => {
    expect(formatGivenShare(0.9999)).toBe('99.99%');
  });
});
