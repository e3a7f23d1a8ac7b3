import { createHash } from 'node:crypto';
import { BoundedMap } from '../compute/bounded-map.js';
import type { Profile } from '../compute/model-runner.js';

const SCORES_KEPT = 20_000;

/** What a score depends on beside the picture. */
export interface ScoreContext {
  readonly versionId: string;
  readonly profile: Profile;
  readonly prompt: string;
}

/** Remembers scores: neither a version nor the picture of a hash ever changes. */
export class ScoreCache {
  private readonly kept = new BoundedMap<number>(SCORES_KEPT);

  /** The score of each picture, of which `compute` is asked for those that are not known, once each. */
  async scores(
    context: ScoreContext,
    hashes: readonly string[],
    compute: (missing: readonly string[]) => Promise<readonly number[]>,
  ): Promise<Map<string, number>> {
    const key = keyOf(context);
    const found = new Map<string, number>();
    for (const hash of hashes) {
      const score = this.kept.get(key + hash);
      if (score !== undefined) found.set(hash, score);
    }
    const missing = [...new Set(hashes)].filter((hash) => !found.has(hash));
    if (missing.length === 0) return found;
    const computed = await compute(missing);
    for (const [i, hash] of missing.entries()) {
      found.set(hash, computed[i]!);
      this.kept.set(key + hash, computed[i]!);
    }
    return found;
  }
}

/** As short for a long prompt as for a short one. */
const keyOf = ({ versionId, profile, prompt }: ScoreContext): string =>
  createHash('sha256')
    .update(JSON.stringify([versionId, prompt, Object.entries(profile).sort()]))
    .digest('base64');
