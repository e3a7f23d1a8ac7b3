import type { LiftDetailQuery } from '../generated/graphql.js';

/** Everything the page shows about one metric. */
export type LiftReportData = LiftDetailQuery['lift'];

/** Whether no store has any of what the rates are of: there is nothing to show but that. */
export const isNothingCounted = ({ allTotals: { ai, human } }: Pick<LiftReportData, 'allTotals'>): boolean =>
  ai.denominator === 0 && human.denominator === 0;
