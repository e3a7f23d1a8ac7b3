import { groupAuc } from '../../../perfusion/index.js';
import { bootstrapRatio } from '../../../statistics/index.js';
import type { Metric } from '../training-outcome.js';
import { bootstrapOver, ORACLE, type Ranking, scoredGroups } from './evaluate-reward.js';

/**
 * Share of the way from the best un-personalised baseline to the oracle that a model goes, on every test set, with a
 * 95 % bootstrap interval over merchants; none where there is no baseline or no way.
 */
export function headroomMetrics(rankings: readonly Ranking[], baselines: readonly string[]): Metric[] {
  const find = (name: string) => rankings.find((ranking) => ranking.name === name);
  return rankings.flatMap((model) => {
    const oracle = find(`${model.name}${ORACLE}`);
    const best = bestOf(baselines.flatMap((label) => find(`${model.name}, ${label}`) ?? []));
    if (!oracle || !best) return [];
    const [reached, way] = [less(aucs(model), best), less(aucs(oracle), best)];
    const share = bootstrapRatio({ values: reached, per: way }, bootstrapOver(model.groups));
    return share ? [{ name: `Share of the oracle's headroom, ${model.name}`, ...share }] : [];
  });
}

/** @returns the area under the curve of each group, of the ranking with the highest mean */
function bestOf(rankings: readonly Ranking[]): number[] | undefined {
  return rankings.map(aucs).sort((a, b) => sum(b) - sum(a))[0];
}

const aucs = (ranking: Ranking): number[] => scoredGroups(ranking).map(groupAuc);
const less = (values: readonly number[], others: readonly number[]) =>
  values.map((value, i) => value - others[i]!);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
