import type { LiftMetric, StoreRankingQuery } from '../../generated/graphql.js';
import { isBetterLift } from '../../lift/metrics.js';

export type RankingReport = StoreRankingQuery['lift'];

/** What the own interval of a store says about its AI items, or that there is no comparison. */
export type Standing = 'AHEAD' | 'BEHIND' | 'UNCLEAR' | 'NOT_COMPARED';

export const STANDING_NAMES: Record<Standing, string> = {
  AHEAD: 'AI items ahead',
  BEHIND: 'AI items behind',
  UNCLEAR: 'Unclear',
  NOT_COMPARED: 'Not compared',
};

type Compared = RankingReport['stores'][number];
type Excluded = RankingReport['excluded'][number];

/** One store, compared or excluded, with all that the page shows of it. */
export interface RankedStore extends Pick<Compared, 'store' | 'ai' | 'human' | 'warnings'> {
  readonly standing: Standing;
  readonly lift: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Pulled toward the mean of all stores, the more the less certain it is: for ranking, not an answer. */
  readonly shrunkLift: number | null;
  /** Why there is no lift, or no interval. */
  readonly reason: string | null;
}

/** Every store of a report: those that are compared, then those that are not. */
export const toRankedStores = ({ metric, stores, excluded }: RankingReport): RankedStore[] => [
  ...stores.map((line) => ({ ...line, standing: standingOf(metric, line) })),
  ...excluded.map(notCompared),
];

const notCompared = (line: Excluded): RankedStore => ({
  ...line,
  ...{ standing: 'NOT_COMPARED', lift: null, lower: null, upper: null },
  shrunkLift: null,
});

/** Ahead and behind if and only if the interval excludes zero, and can be judged by. */
export function standingOf(
  metric: LiftMetric,
  { verdict }: Pick<Compared, 'verdict'>,
): Exclude<Standing, 'NOT_COMPARED'> {
  if (verdict !== 'HIGHER' && verdict !== 'LOWER') return 'UNCLEAR';
  return isBetterLift(metric, verdict === 'HIGHER' ? 1 : -1) ? 'AHEAD' : 'BEHIND';
}

/** Why intervals that are shown must not be judged by; null if all can be. It is the same for all stores. */
export const whyNotJudged = ({ stores }: Pick<RankingReport, 'stores'>): string | null =>
  stores.find(({ verdict, lower }) => verdict === 'NOT_COMPUTED' && lower !== null)?.reason ?? null;

/** Why no store has a shrunk lift to be ranked by; null if one has, or if there is no store to rank. */
export function whyNotShrunk({ stores }: Pick<RankingReport, 'stores'>): string | null {
  if (stores.some(({ shrunkLift }) => shrunkLift !== null)) return null;
  return stores[0]?.shrunkLiftReason ?? null;
}

/** Whether the shrunk lift is the same for all that have one: they scatter no more than chance. */
export function isShrunkToOne({ stores }: Pick<RankingReport, 'stores'>): boolean {
  const shrunk = stores.map(({ shrunkLift }) => shrunkLift).filter((lift) => lift !== null);
  return shrunk.length > 1 && shrunk.every((lift) => lift === shrunk[0]);
}

/** How many stores have each standing. */
export function countStandings(
  stores: readonly Pick<RankedStore, 'standing'>[],
): Readonly<Record<Standing, number>> {
  const counts = { AHEAD: 0, BEHIND: 0, UNCLEAR: 0, NOT_COMPARED: 0 };
  for (const { standing } of stores) counts[standing] += 1;
  return counts;
}

/** Whether nothing of what the metric is made of has been counted, in any store. */
export const hasNoCounts = ({ allTotals: { ai, human } }: Pick<RankingReport, 'allTotals'>): boolean =>
  [ai, human].every(({ denominator, orders }) => denominator === 0 && orders === 0);
