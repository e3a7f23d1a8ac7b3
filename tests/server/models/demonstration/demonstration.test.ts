import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoStores } from '../../../../server/demo/demo-stores.js';
import { DEMO_SETTINGS, demoShops } from '../../../../server/demo/demo-world.js';
import { parseGarment } from '../../../../server/garments/index.js';
import { demonstrationMerchants } from '../../../../server/models/training/data/merchants.js';
import { readRecipe } from '../../../../server/models/training/index.js';
import {
  type Backend,
  inspectModelFolder,
  openRewardPipeline,
  type RewardPipeline,
  startBackend,
} from '../../../../server/perfusion/index.js';
import { temporaryFolder } from '../../../support/perfusion/model-folders.js';
import { demonstrationFolder, drawn, ownAndOthers, personalisedGains } from './unseen-garments.js';

const scratch = temporaryFolder();

const picture = (phrases: readonly string[]) => drawn(parseGarment(phrases), 1);

describe('the demonstration models', () => {
  let backend: Backend;
  let pipeline: RewardPipeline;

  beforeAll(async () => {
    backend = await startBackend({ forced: 'wasm' });
    pipeline = openRewardPipeline(demonstrationFolder('reward'), backend);
  });
  afterAll(() => pipeline.dispose());

  it('load strictly and take at most 8 MB together', () => {
    const inspected = ['reward', 'generator'].map((name) => inspectModelFolder(demonstrationFolder(name)));

    expect(inspected.map(({ kind }) => kind)).toEqual(['REWARD', 'GENERATOR']);
    expect(inspected[1]!.config.sampling).toEqual(
      readRecipe(demonstrationFolder('recipe.json')).packages.sampling,
    );
    expect(inspected.reduce((sum, { byteSize }) => sum + byteSize, 0)).toBeLessThan(8_000_000);
  });

  it('give the scores that they gave when they were made', () => {
    const images = [picture(['red', 'dress', 'midi']), picture(['navy', 'dress', 'mini'])];
    const profile = { store: 'Grisella Clothing', country: 'JP', size: 'large', positioning: 'premium' };

    const scores = pipeline.score({ prompt: 'dress', profile, images });

    expect(scores).toHaveLength(SCORES.length);
    for (const [i, score] of scores.entries()) expect(Math.abs(score - SCORES[i]!)).toBeLessThan(1e-4);
  });

  it('rank the picks of a merchant better than on behalf of another', () => {
    const { own, others } = ownAndOthers(pipeline, 12);

    expect(others).toBeLessThan(own - 0.1);
  });

  it('draw a picture for a merchant that pleases more than one for nobody', async () => {
    const gains = await personalisedGains({ backend, scratch }, 1);

    expect(gains.get('PerFusionRM score, personalised less not')).toBeGreaterThan(0);
    expect(gains.get('True utility, personalised less not')).toBeGreaterThan(0);
  });

  it('know the stores of the demo workspace, and their attributes', () => {
    const stores = demoStores(DEMO_SETTINGS, demoShops(DEMO_SETTINGS));

    expect(demonstrationMerchants()).toEqual(
      stores.map(({ name, attributes }) => ({ name, features: attributes })),
    );
  });

  it('were made by recipes that are valid', () => {
    expect(readRecipe(demonstrationFolder('recipe.json')).name).toBe('demonstration');
    expect(readRecipe(demonstrationFolder('quick.json')).name).toBe('demonstration-quick');
    expect(readRecipe(demonstrationFolder('baselines.json')).groups).toEqual(
      readRecipe(demonstrationFolder('recipe.json')).groups,
    );
  });
});

/** Of the committed weights, on wasm. */
const SCORES = [10.458318710327148, 23.87879753112793];
