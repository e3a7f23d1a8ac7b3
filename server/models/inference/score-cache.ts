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
  private readonly kept = new Map<string, number>(); // the one kept longest ago first

  /** The score of each picture, of which `compute` is asked for those that are not known, once each. */
  async scores(
    { versionId, profile, prompt }: ScoreContext,
    hashes: readonly string[],
    compute: (missing: readonly string[]) => Promise<readonly number[]>,
  ): Promise<Map<string, number>> {
    const context = JSON.stringify([versionId, prompt, Object.entries(profile).sort()]);
    const found = new Map<string, number>();
    for (const hash of hashes) {
      const score = this.kept.get(context + hash);
      if (score !== undefined) found.set(hash, score);
    }
    const missing = [...new Set(hashes)].filter((hash) => !found.has(hash));
    if (missing.length === 0) return found;
    const computed = await compute(missing);
    for (const [i, hash] of missing.entries()) {
      found.set(hash, computed[i]!);
      this.keep(context + hash, computed[i]!);
    }
    return found;
  }

  private keep(key: string, score: number): void {
    this.kept.set(key, score);
    if (this.kept.size > SCORES_KEPT) this.kept.delete(this.kept.keys().next().value!);
  }
}
