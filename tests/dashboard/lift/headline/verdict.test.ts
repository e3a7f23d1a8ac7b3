import { describe, expect, it } from '@jest/globals';
import { type Headline, verdictTone, verdictWords } from '../../../../dashboard/lift/headline/verdict.js';

// The published search CTR of the paper, with an interval made up for the test.
const higher: Headline = {
  metric: 'SEARCH_CTR',
  verdict: 'HIGHER',
  headlineEstimand: 'EQUAL_WEIGHT',
  headline: {
    value: 0.1781,
    lower: 0.0931,
    upper: 0.2631,
    stores: 112,
    reason: null,
    caveat: '',
    warnings: [],
  },
};

describe('the verdict', () => {
  it('is better where more is better, and worse where fewer returns would be', () => {
    expect(verdictTone(higher)).toBe('better');
    expect(verdictTone({ metric: 'RETURN_RATE', verdict: 'HIGHER' })).toBe('worse');
    expect(verdictTone({ metric: 'RETURN_RATE', verdict: 'LOWER' })).toBe('better');
  });

  it('does not say that a value cannot be computed which stands without its interval', () => {
    expect(verdictWords({ ...higher, verdict: 'NOT_COMPUTED' })).toBe('No interval or verdict');
  });

  it('takes no side where the interval includes zero or cannot be computed', () => {
    expect(verdictTone({ metric: 'CTR', verdict: 'INCONCLUSIVE' })).toBe('quiet');
    expect(verdictWords({ ...higher, verdict: 'INCONCLUSIVE' })).toBe('No clear difference');
    const withoutValue = { ...higher.headline, value: null };
    expect(verdictWords({ ...higher, verdict: 'NOT_COMPUTED', headline: withoutValue })).toBe(
      'Cannot be computed',
    );
  });
});
