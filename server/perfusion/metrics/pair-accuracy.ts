/** One group of pictures with the scores a model gave and how people ranked them. */
export interface RankedGroup {
  readonly scores: readonly number[];
  /** How good each picture is, higher is better; equal where people saw no difference. As long as `scores`. */
  readonly grades: readonly number[];
}

/**
 * Share of the pairs of different grade, over all groups together, that a model puts in the right
 * order; a tie of scores is wrong.
 *
 * @returns null if there is no pair of different grade
 * @throws {RangeError} if a group's lists differ in length
 * @see Xu et al., "ImageReward", NeurIPS 2023, section 4.1
 */
export function pairAccuracy(groups: readonly RankedGroup[]): number | null {
  const orders = groups.flatMap(pairOrders).filter(({ byGrade }) => byGrade !== 0);
  if (orders.length === 0) return null;
  return orders.filter(({ byScore, byGrade }) => byScore === byGrade).length / orders.length;
}

/**
 * HPSv2's ranking score of one group: 1 minus the share of its pairs that a model puts in the
 * wrong order; ties are not wrong. Its mean over groups is the metric.
 *
 * @returns in [0, 1]; 1 for a single picture
 * @throws {RangeError} if the lists differ in length
 * @see Wu et al., "Human preference score v2", 2023, section 4.2
 */
export function rankingScore(group: RankedGroup): number {
  const orders = pairOrders(group);
  const inversions = orders.filter(({ byScore, byGrade }) => byScore * byGrade < 0).length;
  return orders.length === 0 ? 1 : 1 - inversions / orders.length;
}

/** How a pair is ordered: 1 where the first is better, -1 where the second is, 0 for a tie. */
interface PairOrder {
  readonly byScore: number;
  readonly byGrade: number;
}

function pairOrders({ scores, grades }: RankedGroup): PairOrder[] {
  if (scores.length !== grades.length)
    throw new RangeError(`${scores.length} scores for ${grades.length} pictures`);
  return scores.flatMap((_, j) =>
    Array.from({ length: j }, (_, i) => ({
      byScore: Math.sign(scores[i]! - scores[j]!),
      byGrade: Math.sign(grades[i]! - grades[j]!),
    })),
  );
}
