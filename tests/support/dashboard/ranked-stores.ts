import {
  type RankedStore,
  type RankingReport,
  standingOf,
} from '../../../dashboard/catalog/store-ranking/ranked-stores.js';

type Compared = RankingReport['stores'][number];

const arm = (rate: number, revenueMinor: number): Compared['ai'] => ({
  __typename: 'ArmTotals',
  numerator: rate * 1000,
  denominator: 1000,
  rate,
  currency: 'EUR',
  orders: 10,
  ordersWithoutAmount: 0,
  revenueMinor,
});

const facts = (name: string): Compared['store'] => ({
  __typename: 'Store',
  id: name,
  name,
  attributes: [],
  itemCounts: { __typename: 'ItemCounts', aiGenerated: 3, humanDesigned: 4 },
});

/** One compared store, its interval ten points to either side of its lift. */
export const comparedStore = (name: string, lift: number): Compared => ({
  __typename: 'StoreLift',
  store: facts(name),
  lift,
  lower: lift - 0.1,
  upper: lift + 0.1,
  reason: null,
  warnings: [],
  ai: arm(0.05 * (1 + lift), 12_000),
  human: arm(0.05, 10_000),
});

export const excludedStore = (name: string, reason: string): RankingReport['excluded'][number] => ({
  __typename: 'ExcludedStore',
  store: facts(name),
  reason,
  warnings: [],
  ai: arm(0, 0),
  human: arm(0.05, 10_000),
});

/** One as the list shows it, for click-through rates. */
export function rankedStore(name: string, changes: Partial<RankedStore> = {}): RankedStore {
  const store = { ...comparedStore(name, 0.2), ...changes };
  return { standing: standingOf('CTR', store), ...store };
}

export const rankingReport = (lists: Pick<RankingReport, 'stores' | 'excluded'>): RankingReport => ({
  __typename: 'LiftReport',
  metric: 'CTR',
  ...lists,
  allTotals: { __typename: 'LiftTotals', ai: arm(0.06, 12_000), human: arm(0.05, 10_000) },
  currencies: ['EUR'],
  settings: { __typename: 'LiftReportSettings', confidence: 0.95, from: null, to: null },
});
