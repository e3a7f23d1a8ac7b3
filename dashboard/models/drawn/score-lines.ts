interface StoreScores {
  readonly storeId: string;
  readonly storeName: string;
  /** By the hash of the image; an image that is not scored yet is absent. */
  readonly scores: ReadonlyMap<string, number>;
}

/** What one store makes of one image. */
export interface ScoreLine {
  readonly storeId: string;
  readonly storeName: string;
  /** 100 x cosine; null while it is not known. */
  readonly score: number | null;
  /** Whether no other image that is shown has as high a score for this store, as scores are written. */
  readonly isBest: boolean;
}

/** The lines under an image, one a store. A single image is not marked as the best, nor is one of several with the same score. */
export const scoreLines = (hash: string, stores: readonly StoreScores[]): ScoreLine[] =>
  stores.map(({ storeId, storeName, scores }) => {
    const score = scores.get(hash) ?? null;
    return {
      storeId,
      storeName,
      score,
      isBest: score !== null && isAlone(score, [...scores.values()]),
    };
  });

/** Whether a score is above all others by more than is written of them. */
const isAlone = (score: number, scores: readonly number[]): boolean =>
  scores.length > 1 &&
  score === Math.max(...scores) &&
  scores.filter((other) => formatScore(other) === formatScore(score)).length === 1;

const score = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const formatScore = (value: number | null): string =>
  value === null ? '…' : score.format(value).replace('-', '−');
