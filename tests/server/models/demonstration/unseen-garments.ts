import { join } from 'node:path';
import {
  type GarmentDescription,
  garmentPixels,
  garmentSvg,
  sampleGarment,
} from '../../../../server/garments/index.js';
import { demonstrationMerchants } from '../../../../server/models/training/data/merchants.js';
import { generatorMetrics } from '../../../../server/models/training/evaluation/evaluate-generator.js';
import { DEMONSTRATION_FOLDER, readRecipe, runContext } from '../../../../server/models/training/index.js';
import type { Backend, Profile, RewardPipeline } from '../../../../server/perfusion/index.js';
import { drawGroups, drawTaste } from '../../../../server/simulation/index.js';
import { rankingQuality } from '../../../support/perfusion/ranking-quality.js';

export const demonstrationFolder = (name: string): string => join(DEMONSTRATION_FOLDER, name);

export const drawn = (garment: GarmentDescription, seed: number) => {
  const { rgba, size } = garmentPixels(garmentSvg(garment, { seed }), 64);
  const pixels = Uint8Array.from({ length: 3 * size ** 2 }, (_, i) => rgba[Math.floor(i / 3) * 4 + (i % 3)]!);
  return { width: size, height: size, pixels };
};

/** How well the picks of merchants among unseen garments are ranked: with their own profile, and with another's. */
export function ownAndOthers(pipeline: RewardPipeline, count: number): { own: number; others: number } {
  const groups = drawnGroups(count);
  const meanAuc = (profileOf: (group: DrawnGroup, i: number) => Profile) => {
    const scored = groups.map((group, i) => {
      const { prompt, images, positives } = group;
      return { positives, scores: [...pipeline.score({ prompt, profile: profileOf(group, i), images })] };
    });
    return rankingQuality(scored).gauc!;
  };
  return {
    own: meanAuc(({ profile }) => profile),
    others: meanAuc((_, i) => groups[(i + 7) % groups.length]!.profile),
  };
}

/** By how much more pictures that are drawn for merchants please them than those for nobody, by measure. */
export async function personalisedGains(
  { backend, scratch }: { readonly backend: Backend; readonly scratch: string },
  count: number,
): Promise<ReadonlyMap<string, number>> {
  const context = runContext(readRecipe(demonstrationFolder('recipe.json')), { folder: scratch, backend });
  const groups = drawnGroups(count).map((group) => ({ ...group, pictures: [] }));
  const [reward, generator] = [demonstrationFolder('reward'), demonstrationFolder('generator')];
  const tests = [{ name: 'new groups', groups }];
  const metrics = await generatorMetrics({ context, reward, generator, count: groups.length, tests });
  return new Map(metrics.map(({ name, value }) => [name, value]));
}

type DrawnGroup = ReturnType<typeof drawnGroups>[number];

/** New picks of the simulated merchants among garments that no model has seen. */
function drawnGroups(count: number) {
  const { groups } = readRecipe(demonstrationFolder('recipe.json'));
  if (!groups || !('simulated' in groups)) throw new Error('The recipe has no simulated merchants.');
  const { taste, worldSeed } = groups.simulated;
  const merchants = demonstrationMerchants();
  const garments = Array.from({ length: 1_500 }, (_, i) => sampleGarment(FIRST_UNSEEN + i));
  const tastes = merchants.map((merchant) => drawTaste(merchant, taste, worldSeed));
  return drawGroups(tastes, garments, { ...groups.simulated, groups: count, seed: 99 }).map((group) => ({
    prompt: group.phrases.join(', '),
    profile: { ...merchants[group.merchant]!.features, store: merchants[group.merchant]!.name },
    images: group.candidates.map((place) => drawn(garments[place]!, FIRST_UNSEEN + place)),
    positives: group.candidates.map((_, i) => i === group.picked),
  }));
}

/** The models have seen garments 0 to 23,999. */
const FIRST_UNSEEN = 100_000;
