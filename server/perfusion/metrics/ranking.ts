/** One group of pictures with the scores a model gave and the feedback they got. */
export interface ScoredGroup {
  readonly scores: readonly number[];
  /** Whether each picture was liked; as long as `scores`. */
  readonly positives: readonly boolean[];
}

const hasBothKinds = ({ positives }: ScoredGroup) => positives.includes(true) && positives.includes(false);

/**
 * Probability that a liked picture scores above one that was not; ties count half.
 *
 * @throws {RangeError} if the group lacks one kind, a score is not finite, or the lists differ in length
 */
export function groupAuc(group: ScoredGroup): number {
  requireBothKinds(group);
  const { scores, positives } = group;
  const ofKind = (wanted: boolean) => scores.filter((_, i) => positives[i] === wanted);
  const [liked, others] = [ofKind(true), ofKind(false)];
  const wins = liked.flatMap((score) =>
    others.map((other) => (score > other ? 1 : score === other ? 0.5 : 0)),
  );
  return wins.reduce((sum: number, win) => sum + win, 0) / wins.length;
}

/**
 * Average precision, expected over all orders of tied scores.
 *
 * @throws {RangeError} if the group lacks one kind, a score is not finite, or the lists differ in length
 * @see McSherry & Najork, "Computing information retrieval performance measures efficiently in the
 *      presence of tied scores", ECIR 2008
 */
export function averagePrecision(group: ScoredGroup): number {
  requireBothKinds(group);
  let [before, likedBefore, sum] = [0, 0, 0];
  for (const { count, liked } of tieBlocks(group)) {
    sum += expectedPrecision({ count, liked, before, likedBefore });
    before += count;
    likedBefore += liked;
  }
  return sum / likedBefore;
}

/** A run of equal scores. */
interface TieBlock {
  readonly count: number;
  readonly liked: number;
}

function tieBlocks({ scores, positives }: ScoredGroup): TieBlock[] {
  const levels = [...new Set(scores)].sort((a, b) => b - a);
  return levels.map((level) => {
    const block = positives.filter((_, i) => scores[i] === level);
    return { count: block.length, liked: block.filter(Boolean).length };
  });
}

/** Sum of the precisions at the liked pictures of a block, expected over its orders. */
function expectedPrecision({
  count,
  liked,
  before,
  likedBefore,
}: TieBlock & { before: number; likedBefore: number }): number {
  let sum = 0;
  for (let place = 1; place <= count; place++) {
    const ahead = count === 1 ? 0 : ((place - 1) * (liked - 1)) / (count - 1); // liked ones ahead in the block
    sum += ((liked / count) * (likedBefore + 1 + ahead)) / (before + place);
  }
  return sum;
}

function requireBothKinds(group: ScoredGroup): void {
  const { scores, positives } = group;
  if (scores.length !== positives.length)
    throw new RangeError(`${scores.length} scores for ${positives.length} pictures`);
  if (!scores.every(Number.isFinite)) throw new RangeError('a score is not a finite number');
  if (hasBothKinds(group)) return;
  throw new RangeError('a group needs at least one picture that was liked and one that was not');
}
