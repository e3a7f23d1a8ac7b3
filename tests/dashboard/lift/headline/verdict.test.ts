import { describe, expect, it } from '@jest/globals';
import {
  type Headline,
  verdictSentence,
  verdictTone,
  verdictWords,
} from '../../../../dashboard/lift/headline/verdict.js';

// The published search CTR of the paper, with an interval made up for the test.
const higher: Headline = {
  metric: 'SEARCH_CTR',
  verdict: 'HIGHER',
  headlineEstimand: 'EQUAL_WEIGHT',
  headline: { value: 0.1781, lower: 0.0931, upper: 0.2631, stores: 112, reason: null, warnings: [] },
};

describe('the verdict', () => {
  it('is better where more is better, and worse where fewer returns would be', () => {
    expect(verdictTone(higher)).toBe('better');
    expect(verdictTone({ metric: 'RETURN_RATE', verdict: 'HIGHER' })).toBe('worse');
    expect(verdictTone({ metric: 'RETURN_RATE', verdict: 'LOWER' })).toBe('better');
  });

  it('takes no side where the interval includes zero or cannot be computed', () => {
    expect(verdictTone({ metric: 'CTR', verdict: 'INCONCLUSIVE' })).toBe('quiet');
    expect(verdictWords({ metric: 'CTR', verdict: 'INCONCLUSIVE' })).toBe('No clear difference');
    expect(verdictWords({ metric: 'CTR', verdict: 'NOT_COMPUTED' })).toBe('Cannot be computed');
  });

  it('can be quoted as one sentence with its interval', () => {
    expect(verdictSentence(higher, 0.95)).toBe(
      'AI items had 17.8% more clicks per search impression than human-designed items in the average store; 95% interval +9.3% to +26.3%.',
    );
  });

  it('says so when the interval includes zero', () => {
    const unclear: Headline = {
      ...higher,
      verdict: 'INCONCLUSIVE',
      headline: { ...higher.headline, value: -0.02, lower: -0.06, upper: 0.02 },
    };

    expect(verdictSentence(unclear, 0.9)).toBe(
      'AI items had 2.0% fewer clicks per search impression than human-designed items in the average store, but the 90% interval −6.0% to +2.0% includes zero.',
    );
  });

  it('gives the reason where there is no number', () => {
    const reason = 'One store is not enough for an interval';
    const none: Headline = {
      ...higher,
      verdict: 'NOT_COMPUTED',
      headline: { value: null, lower: null, upper: null, stores: 0, reason, warnings: [] },
    };

    expect(verdictSentence(none, 0.95)).toBe(reason);
  });
});
