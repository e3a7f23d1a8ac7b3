import { useQuery } from '@apollo/client/react';
import { ImageScoresDocument, type ImageScoresQuery } from '../../generated/graphql.js';
import { settingOf } from '../runs/run-words.js';
import type { CandidateRun } from './use-candidate-run.js';

export interface ShownScores {
  readonly storeId: string;
  readonly storeName: string;
  readonly scores: ReadonlyMap<string, number>;
  readonly error: unknown;
  /** What the answer rests on; null before there is one. */
  readonly payload: ImageScoresQuery['scoreImages'] | null;
}

/** The scores of images for the store and the prompt of a run; null where the run has no store. */
export function useStoreScores(run: CandidateRun | null, hashes: readonly string[]): ShownScores | null {
  const store = run?.store ?? null;
  const prompt = run ? settingOf(run.settings, 'prompt') : '';
  const { data, previousData, error } = useQuery(ImageScoresDocument, {
    variables: { input: { storeId: store?.id ?? '', prompt, imageIds: [...hashes] } },
    skip: store === null || hashes.length === 0,
  });
  if (!store) return null;
  const payload = (data ?? previousData)?.scoreImages ?? null;
  return {
    storeId: store.id,
    storeName: store.name,
    scores: new Map(payload?.scores.map(({ image, score }) => [image.hash, score])),
    error,
    payload,
  };
}
