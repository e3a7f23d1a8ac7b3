import type {
  ItemLiftsQuery,
  ItemRankingQuery,
  RankedItemFragment,
} from '../../../dashboard/generated/graphql.js';

/** As a server answers; the types of the dashboard leave out what only its cache needs. */
const of = <T extends object>(__typename: string, fields: T): T => ({ __typename, ...fields });

const noLift = (reason: string) => ({
  ...{ verdict: 'NOT_COMPUTED' as const, shrunkLift: null, shrunkLiftReason: reason },
  lift: of('ItemLift', { value: null, lower: null, upper: null, reason }),
});

const withLift = (lift: number) => ({
  verdict: lift > 0.1 ? ('HIGHER' as const) : ('INCONCLUSIVE' as const),
  ...{ shrunkLift: lift / 2, shrunkLiftReason: null },
  lift: of('ItemLift', { value: lift, lower: lift - 0.1, upper: lift + 0.1, reason: null }),
});

/** An AI-generated item of Nord, with a lift and its interval of ten points to either side, or why it has none. */
export const rankedItem = (title: string, lift: number | string): RankedItemFragment =>
  of('ItemPerformance', {
    item: of('Item', {
      ...{ id: title, title, origin: 'AI_GENERATED', category: 'dress', priceMinor: null, currency: null },
      retiredOn: null,
      image: null,
      store: of('Store', { id: 's1', name: 'Nord' }),
    }),
    totals: of('Funnel', {
      ...{
        origin: 'AI_GENERATED',
        impressions: 1_200,
        clicks: 60,
        orders: 5,
        returns: 0,
        ordersWithoutAmount: 0,
      },
      revenue: [
        of('Money', { currency: 'EUR', amountMinor: 12_000 }),
        of('Money', { currency: 'USD', amountMinor: 500 }),
      ],
    }),
    rate: 0.05,
    ...(typeof lift === 'string' ? noLift(lift) : withLift(lift)),
  });

/** The only page of a list. */
export const itemRanking = (rows: readonly RankedItemFragment[]): ItemRankingQuery => ({
  itemPerformance: of('ItemPerformanceConnection', {
    edges: rows.map((node) => of('ItemPerformanceEdge', { node })),
    pageInfo: of('PageInfo', { hasNextPage: false, endCursor: null }),
    totalCount: rows.length,
  }),
});

/** The same lift by each metric, or why there is none. */
export function itemLifts(
  lift: number | string,
  rank: { readonly place: number; readonly sharedBy: number; readonly of: number } | null,
): ItemLiftsQuery {
  const parts = typeof lift === 'string' ? noLift(lift) : withLift(lift);
  const found = <T extends object>(more: T) =>
    of('ItemPerformanceConnection', {
      edges: [of('ItemPerformanceEdge', { node: of('ItemPerformance', { ...parts, ...more }) })],
    });
  return {
    ctr: found({ rank: rank && of('ItemRank', rank) }),
    ...{ search: found({}), recommendation: found({}), conversion: found({}) },
  };
}
