import { formatDay } from '../../format/dates.js';
import { formatMoney } from '../../format/money.js';
import { formatCount, formatInterval, formatLift } from '../../format/numbers.js';
import { counted, knownOrdersWords } from '../../format/words.js';
import type { FunnelCountsFragment, LiftMetric, RankedItemFragment } from '../../generated/graphql.js';
import { type Tone, verdictTone } from '../../lift/headline/verdict.js';
import { METRICS } from '../../lift/metrics.js';
import { firstDirection, type Order, sortNames } from './item-view.js';

/** The sums of the orders with an amount, one a currency: amounts of different currencies are never added. */
export const revenueWords = ({ revenue }: Pick<FunnelCountsFragment, 'revenue'>): string =>
  revenue.map(({ amountMinor, currency }) => formatMoney(amountMinor, currency)).join(' + ') || '–';

/** Which orders a revenue is of, where some have no amount; else null. */
export const unknownOrdersWords = (totals: FunnelCountsFragment): string | null =>
  totals.ordersWithoutAmount > 0 ? knownOrdersWords(totals) : null;

/** The rate of the metric; one of money is in the currency of its amounts. */
export const rateWords = (
  metric: LiftMetric,
  { rate, totals }: Pick<RankedItemFragment, 'rate' | 'totals'>,
): string => METRICS[metric].formatRate(rate, totals.revenue[0]?.currency ?? null);

const STANDING_NAMES: Record<Tone, string> = { better: 'Ahead', worse: 'Behind', quiet: 'Unclear' };

/** What an interval says, with its colour; null without one. */
export function standingOf(metric: LiftMetric, { verdict }: Pick<RankedItemFragment, 'verdict'>) {
  if (verdict === 'NOT_COMPUTED') return null;
  const tone = verdictTone({ metric, verdict });
  return { tone, words: STANDING_NAMES[tone] };
}

/** The interval, or why there is none: of human-designed items a list has many, so that their reason is short. */
export function intervalWords({
  item,
  lift: { lower, upper, reason },
}: Pick<RankedItemFragment, 'item' | 'lift'>): string {
  if (lower !== null) return formatInterval(lower, upper);
  return item.origin === 'HUMAN_DESIGNED' ? 'Part of the baseline' : (reason ?? '–');
}

/** What a list is about. */
export interface ItemList {
  readonly metric: LiftMetric;
  readonly order: Order;
  /** In their order, from the first one. */
  readonly rows: readonly RankedItemFragment[];
  readonly totalCount: number;
}

const isByMoney = (metric: LiftMetric, { by }: Order): boolean =>
  by === 'REVENUE' || (by === 'RATE' && METRICS[metric].isMoney === true);

/** What a list is sorted by, within a sentence. */
function orderWords(metric: LiftMetric, order: Order): string {
  const name = sortNames(metric)[order.by];
  const words = /^[A-Z]{2}/.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);
  return isByMoney(metric, order) ? `${words} within each currency` : words;
}

/** Which item comes first and how it does; in another order, what the order is. */
export function answerWords({ metric, order, rows, totalCount }: ItemList): string {
  const [first] = rows;
  const items = counted(totalCount, 'item');
  if (!first || order.by !== 'LIFT') return `${items}, by ${orderWords(metric, order)}.`;
  if (first.shrunkLift === null)
    return rows.every(({ totals }) => totals.impressions === 0)
      ? `${items}, by title: none that is shown has been seen in this period.`
      : `${items}, by title, since none has a lift; each says why.`;
  if (order.direction !== firstDirection('LIFT', metric)) return `${items}, those that do worst first.`;
  const { item, lift, shrunkLift } = first;
  const alike = rows.filter((row) => row.shrunkLift === shrunkLift).length;
  if (alike > 1)
    return `Of ${items}, none comes first: the first ${alike} shown have the same shrunk lift, ${formatLift(shrunkLift)}, and are in the order of their titles.`;
  const own =
    lift.lower === null
      ? `${formatLift(lift.value)}, without an interval`
      : `${formatLift(lift.value)}, with a 95% interval from ${formatInterval(lift.lower, lift.upper)}`;
  return `Of ${items}, “${item.title}” of ${item.store.name}${item.retiredOn ? `, retired on ${formatDay(item.retiredOn)},` : ''} comes first: a lift of ${formatLift(shrunkLift)}, shrunk for ranking. Its own lift is ${own}.`;
}

const WINNERS_CURSE =
  'With many items compared, the first ones look better than they are: expect them to do less well from now on. The shrunk lift allows for most of that; the intervals, which are of the unshrunk lift of each item by itself, do not.';
const SHRUNK =
  'Lift compares an AI item with the human-designed items of its store. Shrunk lift pulls it toward the mean of all AI items of the workspace in these days, the more the less is known of the item and of the human-designed items of its store. It is for ranking only.';
const BY_CHANCE =
  'Ahead and behind mean that the 95% interval of the item excludes zero. About 5% of items without any difference look ahead or behind by chance.';

/** What a reader must know before they read the list as a ranking. */
export function listNotes({ metric, order }: Omit<ItemList, 'rows'>): string[] {
  const { name, scenario, isMoney, caveat, lowerIsBetter } = METRICS[metric];
  const notes = isMoney ? [] : [WINNERS_CURSE, SHRUNK, BY_CHANCE];
  if (lowerIsBetter)
    notes.unshift(`${name}: lower is better, so an AI item is ahead where its own is lower.`);
  if (scenario) notes.push(`Impressions, orders and revenue are those in the ${scenario} scenario.`);
  if (caveat) notes.push(`${caveat.title} ${caveat.text}`);
  if (isByMoney(metric, order))
    notes.push(
      'Amounts are sorted within their currency, since one cannot be compared with another: all items of one currency come before those of the next, by the alphabet. Items with several currencies come last.',
    );
  return notes;
}

/** An item without a shrunk lift has a reason instead of a place. */
interface Placed {
  readonly shrunkLift: number | null;
  readonly shrunkLiftReason: string | null;
  readonly rank: { readonly place: number; readonly sharedBy: number; readonly of: number } | null;
}

/** The place of an item among all AI items by CTR, or why it has none. */
export function placeWords({ shrunkLift, shrunkLiftReason, rank }: Placed): string {
  if (!rank) return `No place among the AI items by CTR. ${shrunkLiftReason ?? ''}`;
  const shared = rank.sharedBy > 1 ? ` (${rank.sharedBy} items share this place)` : '';
  return `${ordinal(rank.place)} of ${counted(rank.of, 'AI item')}${shared} by the shrunk lift in CTR, ${formatLift(shrunkLift)}. ${WINNERS_CURSE}`;
}

const ORDINAL_RULES = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIXES: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };

/** `1st`, `22nd`, `1,003rd`. */
const ordinal = (place: number): string =>
  `${formatCount(place)}${SUFFIXES[ORDINAL_RULES.select(place)] ?? 'th'}`;
