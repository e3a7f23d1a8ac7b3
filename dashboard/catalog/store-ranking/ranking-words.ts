import { formatConfidence, formatCount, formatShare } from '../../format/numbers.js';
import { counted } from '../../format/words.js';
import { exclusionGroups } from '../../lift/exclusions/exclusion-groups.js';
import { METRICS } from '../../lift/metrics.js';
import {
  isShrunkToOne,
  type RankingReport,
  type Standing,
  whyNotJudged,
  whyNotShrunk,
} from './ranked-stores.js';
import { isOfMoney, type Order } from './ranking-order.js';

/** In how many stores AI items do better, in one or two sentences. */
export function standingWords(counts: Readonly<Record<Standing, number>>): string {
  const compared = counts.AHEAD + counts.BEHIND + counts.UNCLEAR;
  const others = counts.NOT_COMPARED;
  const excluded = `${counted(others, 'store')} ${others === 1 ? 'is' : 'are'} not compared.`;
  if (compared === 0) return `No store can be compared: ${excluded}`;
  const [ahead, behind, unclear] = [counts.AHEAD, counts.BEHIND, counts.UNCLEAR].map(formatCount);
  const found = `Of ${counted(compared, 'compared store')}, AI items are ahead in ${ahead} and behind in ${behind}; ${unclear} ${counts.UNCLEAR === 1 ? 'is' : 'are'} unclear.`;
  return others === 0 ? found : `${found} ${excluded}`;
}

/** What the order of the ranking is, or why there is none. */
export function shrinkageWords(report: RankingReport): string {
  const reason = whyNotShrunk(report);
  if (reason !== null) return `No store has a shrunk lift to rank by. ${reason}`;
  if (isShrunkToOne(report))
    return 'The lifts of the stores scatter no more than chance, so all have the same shrunk lift and none ranks before another.';
  return 'The shrunk lift ranks stores: it is pulled toward the mean of all stores, the more the less certain it is, so that small stores do not lead by luck. The interval is of the store’s own lift.';
}

/** What a reader must know before they read the list as a ranking. */
export function rankingNotes(report: RankingReport, { by }: Order): string[] {
  const {
    metric,
    settings: { confidence },
    currencies,
    allTotals: { ai, human },
  } = report;
  const { name, scenario, lowerIsBetter } = METRICS[metric];
  const notes = [
    `Ahead and behind mean that the ${formatConfidence(confidence)} interval of the store excludes zero; unclear, that it includes zero, is missing or is too narrow to judge by. About ${formatShare(1 - confidence)} of stores without any difference look ahead or behind by chance.`,
  ];
  const notJudged = whyNotJudged(report);
  if (notJudged !== null) notes.unshift(notJudged);
  if (lowerIsBetter) notes.unshift(`${name}: lower is better, so AI items are ahead where theirs is lower.`);
  if (report.excluded.length > 0) notes.push(exclusionWords(report));
  if (scenario) notes.push(`Orders and revenue are those in the ${scenario} scenario.`);
  if (ai.ordersWithoutAmount + human.ordersWithoutAmount > 0)
    notes.push('Revenue is unknown, not zero, for orders that came without an amount.');
  if (currencies.length > 1 && isOfMoney(by, metric))
    notes.push(
      `Amounts are in ${currencies.join(', ')}. They are sorted within their currency, since one cannot be compared with another.`,
    );
  return notes;
}

const SHOWN_REASONS = 3;

/** Why stores are not compared, the most frequent reasons first; every store says its own. */
function exclusionWords({ excluded }: RankingReport): string {
  const groups = exclusionGroups(excluded);
  const shown = groups
    .slice(0, SHOWN_REASONS)
    .map(({ reason, lines }) => `${reason.replace(/\.$/, '')} (${counted(lines.length, 'store')}).`);
  const more = groups.length - shown.length;
  return ['Not compared:', ...shown, ...(more > 0 ? [`And ${counted(more, 'other reason')}.`] : [])].join(
    ' ',
  );
}
