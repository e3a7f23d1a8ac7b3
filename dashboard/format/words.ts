import type {
  Estimand,
  ImportKind,
  ItemOrigin,
  JobStatus,
  PriceBand,
  Role,
  Scenario,
  Scope,
} from '../generated/graphql.js';

export const ESTIMAND_NAMES: Record<Estimand, string> = {
  AVERAGE_RATES: 'Average rates',
  EQUAL_WEIGHT: 'Equal weight per store',
  LOG_RATIO: 'Log ratio',
  BIAS_CORRECTED: 'Bias corrected',
  TRAFFIC_WEIGHTED: 'Traffic weighted',
  RANDOM_EFFECTS: 'Random effects',
};

export const ESTIMAND_ANSWERS: Record<Estimand, string> = {
  AVERAGE_RATES: 'How much higher is the average rate of AI items, with every store’s rates counting once?',
  EQUAL_WEIGHT:
    'How much higher is the rate of AI items in the average store, with every store’s lift counting once?',
  LOG_RATIO: 'How much higher is the rate of AI items in the geometric-mean store?',
  BIAS_CORRECTED: 'The equal-weight answer without the upward bias that a ratio of small counts has.',
  TRAFFIC_WEIGHTED:
    'How much higher is the rate of AI items within a store, with large stores counting more?',
  RANDOM_EFFECTS: 'What is the lift of the typical store, with precisely measured stores counting more?',
};

export const SCENARIO_NAMES: Record<Scenario, string> = {
  SEARCH: 'Search',
  RECOMMENDATION: 'Recommendation',
  OTHER: 'Other',
};

export const PRICE_BAND_NAMES: Record<PriceBand, string> = {
  LOW: 'Low price',
  MIDDLE: 'Middle price',
  HIGH: 'High price',
};

export const ORIGIN_NAMES: Record<ItemOrigin, string> = {
  AI_GENERATED: 'AI generated',
  HUMAN_DESIGNED: 'Human designed',
};

export const ROLE_NAMES: Record<Role, string> = {
  ADMIN: 'Administrator',
  ANALYST: 'Analyst',
  PM: 'Product manager',
  EXPERT: 'Fashion expert',
  MERCHANT: 'Merchant',
  ML_ENGINEER: 'ML engineer',
};

export const ROLE_PERMISSIONS: Record<Role, string> = {
  ADMIN: 'Everything, including people, keys and workspace settings.',
  ANALYST: 'Reads all results and stores; imports data.',
  PM: 'Reads all results and stores.',
  EXPERT: 'Scores images blind, so sees no results and no origins.',
  MERCHANT: 'Sees the stores they are a member of; draws and scores images for them.',
  ML_ENGINEER: 'Reads all results and stores; trains, evaluates and promotes models.',
};

export const SCOPE_NAMES: Record<Scope, string> = {
  EVENTS_WRITE: 'Send events',
  COUNTS_WRITE: 'Import counts',
  CATALOG_WRITE: 'Change stores and items',
  ASSIGNMENTS_READ: 'Ask for assignments',
  READ: 'Read results',
};

export const JOB_STATUS_NAMES: Record<JobStatus, string> = {
  QUEUED: 'Waiting',
  RUNNING: 'Running',
  SUCCEEDED: 'Done',
  FAILED: 'Failed',
  CANCELLED: 'Cancelled',
};

export const IMPORT_KIND_NAMES: Record<ImportKind, string> = {
  COUNTS: 'Counts',
  EVENTS: 'Events',
  ITEMS: 'Items',
};

/** `n` things in words: `1 store`, `1,204 stores`. */
const count = new Intl.NumberFormat('en');
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${count.format(n)} ${n === 1 ? one : many}`;

interface OrderCounts {
  readonly orders: number;
  readonly ordersWithoutAmount: number;
}

/** Which orders a sum of revenue is of: `of 4 orders`, or `of 1,200 of 1,204 orders` if some have no amount. */
export const knownOrdersWords = ({ orders, ordersWithoutAmount }: OrderCounts): string =>
  ordersWithoutAmount === 0
    ? `of ${counted(orders, 'order')}`
    : `of ${count.format(orders - ordersWithoutAmount)} of ${counted(orders, 'order')}`;

/** Select options out of a table of names. */
export const optionsOf = <K extends string>(names: Record<K, string>): { value: K; label: string }[] =>
  (Object.keys(names) as K[]).map((value) => ({ value, label: names[value] }));

/** A text as a key of a table of names; null if it is none. */
export const keyOf = <K extends string>(
  names: Readonly<Record<K, unknown>>,
  text: string | null,
): K | null => (text !== null && Object.hasOwn(names, text) ? (text as K) : null);
