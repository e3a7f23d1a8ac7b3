import { describe, expect, it } from '@jest/globals';
import {
  causeOf,
  type Headline,
  verdictTone,
  verdictWords,
} from '../../../../dashboard/lift/headline/verdict.js';

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
    const withheld = { ...higher.headline, lower: null, upper: null };

    expect(verdictWords({ ...higher, verdict: 'NOT_COMPUTED', headline: withheld })).toBe(
      'No interval or verdict',
    );
    expect(causeOf('No interval or verdict: half of the stores have few clicks.')).toBe(
      'half of the stores have few clicks.',
    );
    expect(causeOf('No store can be compared.')).toBe('No store can be compared.');
  });

  it('says of an interval that is too narrow to judge by only that there is no verdict', () => {
    expect(verdictWords({ ...higher, verdict: 'NOT_COMPUTED' })).toBe('No verdict');
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
