import { ModelError, readRewardFolder } from '../../../perfusion/index.js';
import { headKind } from '../objectives/reward/reward-head.js';
import type { Recipe } from '../recipe/recipe.js';

/**
 * Looks before a training at the model folders that are measured after it.
 *
 * @throws {ModelError} if one holds no reward model, or none that is a baseline
 */
export function requireBaselines({ baselines }: Pick<Recipe, 'baselines'>): void {
  for (const [label, baseline] of Object.entries(baselines)) {
    if (typeof baseline === 'string') continue;
    const problem = problemOf(baseline.folder);
    if (problem) throw new ModelError(`Baseline ${label}: ${baseline.folder} ${problem}`);
  }
}

function problemOf(folder: string): string | null {
  if (readRewardFolder(folder).plugIn) return 'holds a personalised model, but baselines know no merchant.';
  if (headKind(folder) === 'stepReward')
    return "holds SPO's judge of half-drawn images, which says nothing of whole ones.";
  return null;
}
