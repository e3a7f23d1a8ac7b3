import type { LiftDetailQuery } from '../generated/graphql.js';

/** Everything the page shows about one metric. */
export type LiftReportData = LiftDetailQuery['lift'];
