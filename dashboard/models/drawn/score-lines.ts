interface StoreScores {
  readonly storeId: string;
  readonly storeName: string;
  /** By the hash of the picture; a picture that is not scored yet is absent. */
  readonly scores: ReadonlyMap<string, number>;
}

/** What one store makes of one picture. */
export interface ScoreLine {
  readonly storeId: string;
  readonly storeName: string;
  /** 100 x cosine; null while it is not known. */
  readonly score: number | null;
  /** Whether no picture that is shown has a higher one for this store. */
  readonly isBest: boolean;
}

/** The lines under a picture, one a store. A single picture is nobody's best. */
export const scoreLines = (hash: string, stores: readonly StoreScores[]): ScoreLine[] =>
  stores.map(({ storeId, storeName, scores }) => {
    const score = scores.get(hash) ?? null;
    return {
      storeId,
      storeName,
      score,
      isBest: score !== null && scores.size > 1 && score === Math.max(...scores.values()),
    };
  });

const score = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const formatScore = (value: number | null): string =>
  value === null ? '…' : score.format(value).replace('-', '−');
