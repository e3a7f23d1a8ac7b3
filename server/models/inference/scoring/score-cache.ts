import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Profile } from '../../compute/model-runner.js';
import type { ModelVersion } from '../../versions/model-version.entity.js';

const MAX_SCORES = 20_000;

/** What a score depends on apart from the image. */
export interface ScoreContext {
  readonly versionId: string;
  readonly profile: Profile;
  readonly prompt: string;
}

/** What a model says of a prompt and some images. */
export interface PromptScores {
  /** In the order of the images. */
  readonly scores: readonly number[];
  /** Words of the prompt that the model does not know. */
  readonly unknownWords: readonly string[];
}

/**
 * Whether a version gives the same score again. A server that chooses its model may take another one any time, so
 * that its scores are not for keeping.
 */
export const isPinned = ({ endpoint }: Pick<ModelVersion, 'endpoint'>): boolean =>
  endpoint === null || endpoint.modelVersion !== null;

/** Remembers scores of versions that are pinned: neither they nor the image of a hash ever change. */
export class ScoreCache {
  private readonly kept: LRUCache<
    string,
    { readonly score: number; readonly unknownWords: readonly string[] }
  >;

  constructor(maxScores = MAX_SCORES) {
    this.kept = new LRUCache({ max: maxScores });
  }

  /**
   * The scores of one image or more. Nothing is computed where all of them are known.
   *
   * @param compute is asked once for the images that are not known, each of them once
   */
  async scores(
    context: ScoreContext,
    hashes: readonly string[],
    compute: (missing: readonly string[]) => Promise<PromptScores>,
  ): Promise<PromptScores> {
    const key = keyOf(context);
    const found = new Map(hashes.map((hash) => [hash, this.kept.get(key + hash)]));
    const missing = [...found.keys()].filter((hash) => !found.get(hash));
    if (missing.length > 0) {
      const { scores, unknownWords } = await compute(missing);
      for (const [i, hash] of missing.entries()) found.set(hash, { score: scores[i]!, unknownWords });
      for (const hash of missing) this.kept.set(key + hash, found.get(hash)!);
    }
    const scored = hashes.map((hash) => found.get(hash)!);
    return { scores: scored.map(({ score }) => score), unknownWords: scored[0]!.unknownWords };
  }
}

/** As short for a long prompt as for a short one. */
const keyOf = ({ versionId, profile, prompt }: ScoreContext): string =>
  createHash('sha256')
    .update(JSON.stringify([versionId, prompt, Object.entries(profile).sort()]))
    .digest('base64');
