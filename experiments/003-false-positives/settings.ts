/** Of the study; its numbers follow from them alone. */
export const SETTINGS = {
  seed: 20_261_201,
  experiments: 2_000,
  /** Of them, whose result is kept apart, so that it can be checked quickly. */
  first: 40,
  looks: 20,
  /** That come between two looks. */
  visitorsPerArm: 100,
  confidence: 0.95,
} as const;

/** How visitors of a shop differ. Simulated. */
export const VISITORS = {
  /** Mean impressions of a visitor in either period; lognormal over visitors. */
  impressions: 8,
  impressionsLogSd: 0.7,
  /** Median click-through rate; lognormal over visitors. */
  clickRate: 0.05,
  clickRateLogSd: 0.6,
} as const;
