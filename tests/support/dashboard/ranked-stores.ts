import {
  type RankedStore,
  type RankingReport,
  standingOf,
} from '../../../dashboard/catalog/store-ranking/ranked-stores.js';

type Compared = RankingReport['stores'][number];

/** As a server answers; the types of the dashboard leave out what only its cache needs. */
const of = <T extends object>(__typename: string, fields: T): T => ({ __typename, ...fields });

const arm = (rate: number, revenueMinor: number): Compared['ai'] =>
  of('ArmTotals', {
    numerator: rate * 1000,
    denominator: 1000,
    rate,
    currency: 'EUR',
    orders: 10,
    ordersWithoutAmount: 0,
    revenueMinor,
  });

const facts = (name: string): Compared['store'] =>
  of('Store', {
    id: name,
    name,
    attributes: [],
    itemCounts: of('ItemCounts', { aiGenerated: 3, humanDesigned: 4 }),
  });

/** One compared store, its interval ten points to either side of its lift. */
export const comparedStore = (name: string, lift: number): Compared =>
  of('StoreLift', {
    store: facts(name),
    lift,
    lower: lift - 0.1,
    upper: lift + 0.1,
    verdict: lift > 0.1 ? 'HIGHER' : lift < -0.1 ? 'LOWER' : 'INCONCLUSIVE',
    shrunkLift: lift / 2,
    shrunkLiftReason: null,
    reason: null,
    warnings: [],
    ai: arm(0.05 * (1 + lift), 12_000),
    human: arm(0.05, 10_000),
  });

export const excludedStore = (name: string, reason: string): RankingReport['excluded'][number] =>
  of('ExcludedStore', {
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

export const rankingReport = (lists: Pick<RankingReport, 'stores' | 'excluded'>): RankingReport =>
  of('LiftReport', {
    metric: 'CTR',
    ...lists,
    allTotals: of('LiftTotals', { ai: arm(0.06, 12_000), human: arm(0.05, 10_000) }),
    currencies: ['EUR'],
    settings: of('LiftReportSettings', { confidence: 0.95, from: null, to: null }),
  });
