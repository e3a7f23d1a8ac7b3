import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoStores } from '../../../server/demo/demo-stores.js';
import { DEMO_SETTINGS, demoShops } from '../../../server/demo/demo-world.js';
import {
  type GarmentDescription,
  garmentPixels,
  garmentSvg,
  parseGarment,
  sampleGarment,
} from '../../../server/garments/index.js';
import { demonstrationMerchants } from '../../../server/models/training/data/merchants.js';
import { generatorMetrics } from '../../../server/models/training/evaluation/evaluate-generator.js';
import { DEMONSTRATION_FOLDER, readRecipe, runContext } from '../../../server/models/training/index.js';
import {
  type Backend,
  inspectModelFolder,
  openRewardPipeline,
  type Profile,
  type RewardPipeline,
  startBackend,
} from '../../../server/perfusion/index.js';
import { drawGroups, drawTaste } from '../../../server/simulation/index.js';
import { temporaryFolder } from '../perfusion/support/model-folders.js';
import { rankingQuality } from '../perfusion/support/ranking-quality.js';

const folder = (name: string) => join(DEMONSTRATION_FOLDER, name);
const scratch = temporaryFolder();

const picture = (phrases: readonly string[]) => drawn(parseGarment(phrases), 1);

const drawn = (garment: GarmentDescription, seed: number) => {
  const { rgba, size } = garmentPixels(garmentSvg(garment, { seed }), 64);
  const pixels = Uint8Array.from({ length: 3 * size ** 2 }, (_, i) => rgba[Math.floor(i / 3) * 4 + (i % 3)]!);
  return { width: size, height: size, pixels };
};

describe('the demonstration models', () => {
  let backend: Backend;
  let pipeline: RewardPipeline;

  beforeAll(async () => {
    backend = await startBackend({ forced: 'wasm' });
    pipeline = openRewardPipeline(folder('reward'), backend);
  });
  afterAll(() => pipeline.dispose());

  it('load strictly and take at most 8 MB together', () => {
    const inspected = ['reward', 'generator'].map((name) => inspectModelFolder(folder(name)));

    expect(inspected.map(({ kind }) => kind)).toEqual(['REWARD', 'GENERATOR']);
    expect(inspected[1]!.config.sampling).toEqual(readRecipe(folder('recipe.json')).packages.sampling);
    expect(inspected.reduce((sum, { byteSize }) => sum + byteSize, 0)).toBeLessThan(8_000_000);
  });

  it('give the scores that they gave when they were made', () => {
    const images = [picture(['red', 'dress', 'midi']), picture(['navy', 'dress', 'mini'])];
    const profile = { store: 'Grisella Clothing', country: 'JP', size: 'large', positioning: 'premium' };

    const scores = pipeline.score({ prompt: 'dress', profile, images });

    expect(scores).toHaveLength(SCORES.length);
    for (const [i, score] of scores.entries()) expect(Math.abs(score - SCORES[i]!)).toBeLessThan(1e-4);
  });

  it('rank the picks of a merchant well, and far less well on behalf of another', () => {
    const groups = drawnGroups(80);

    const own = meanAuc(groups, ({ profile }) => profile);
    const others = meanAuc(groups, (_, i) => groups[(i + 7) % groups.length]!.profile);

    expect(own).toBeGreaterThan(0.72);
    expect(others).toBeLessThan(own - 0.1);
  });

  const meanAuc = (groups: readonly DrawnGroup[], profileOf: (group: DrawnGroup, i: number) => Profile) => {
    const scored = groups.map((group, i) => {
      const { prompt, images, positives } = group;
      return { positives, scores: [...pipeline.score({ prompt, profile: profileOf(group, i), images })] };
    });
    return rankingQuality(scored).gauc!;
  };

  it('draw pictures for merchants that please them more than those for nobody', async () => {
    const context = runContext(readRecipe(folder('recipe.json')), { folder: scratch, backend });
    const groups = drawnGroups(3).map((group) => ({ ...group, pictures: [] }));
    const [reward, generator] = [folder('reward'), folder('generator')];
    const tests = [{ name: 'new groups', groups }];

    const metrics = await generatorMetrics({ context, reward, generator, count: groups.length, tests });

    const differences = new Map(metrics.map(({ name, value }) => [name, value]));
    expect(differences.get('PerFusionRM score, personalised less not')).toBeGreaterThan(0);
    expect(differences.get('True utility, personalised less not')).toBeGreaterThan(0);
  });

  it('know the stores of the demo workspace, and their attributes', () => {
    const stores = demoStores(DEMO_SETTINGS, demoShops(DEMO_SETTINGS));

    expect(demonstrationMerchants()).toEqual(
      stores.map(({ name, attributes }) => ({ name, features: attributes })),
    );
  });

  it('were made by recipes that are valid', () => {
    expect(readRecipe(folder('recipe.json')).name).toBe('demonstration');
    expect(readRecipe(folder('quick.json')).name).toBe('demonstration-quick');
    expect(readRecipe(folder('baselines.json')).groups).toEqual(readRecipe(folder('recipe.json')).groups);
  });
});

type DrawnGroup = ReturnType<typeof drawnGroups>[number];

/** New picks of the simulated merchants among garments that no model has seen. */
function drawnGroups(count: number) {
  const { groups } = readRecipe(folder('recipe.json'));
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

/** Of the committed weights, on wasm. */
const SCORES = [10.458318710327148, 23.87879753112793];
