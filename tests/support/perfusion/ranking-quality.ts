import { averagePrecision, groupAuc, type ScoredGroup } from '../../../server/perfusion/metrics/ranking.js';

/** Ranking quality over groups; only groups with both liked and other pictures count. */
export interface RankingQuality {
  /** Mean over groups of the area under the ROC curve, in [0, 1]; null if no group counts. */
  readonly gauc: number | null;
  /** Mean over groups of average precision, in [0, 1]; null if no group counts. */
  readonly map: number | null;
  readonly groupCount: number;
}

/**
 * GAUC and MAP, each group counting alike (the paper's "averaging on the user interactions").
 *
 * @throws {RangeError} if a score is not finite or a group's lists differ in length
 */
export function rankingQuality(groups: readonly ScoredGroup[]): RankingQuality {
  const counting = groups.filter(hasBothKinds);
  return {
    gauc: meanOf(counting.map(groupAuc)),
    map: meanOf(counting.map(averagePrecision)),
    groupCount: counting.length,
  };
}

const hasBothKinds = ({ positives }: ScoredGroup) => positives.includes(true) && positives.includes(false);

const meanOf = (values: readonly number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
