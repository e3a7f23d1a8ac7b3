import type { Recipe } from '../../../../server/models/training/index.js';
import { parseRecipe } from '../../../../server/models/training/index.js';

const optimisation = (steps: number, batch: number) => ({
  steps,
  batch,
  learningRate: { schedule: 'cosine', rate: 1e-3, warmUpSteps: 1 },
  checkpointEvery: 1,
});

/** Every kind of stage, as small as can be: some seconds for all of it. */
export const microRecipe = (name = 'micro'): Recipe =>
  parseRecipe(
    {
      name,
      seed: 7,
      pictures: { count: 120, heldOut: 90, size: 16 },
      groups: {
        simulated: {
          ...{ worldSeed: 5, seed: 1, groups: 12, testGroups: 6, unseenMerchants: 24, groupSize: 3 },
          ...{ mostPhrases: 1, temperature: 0.3 },
          taste: { shared: 0.4, byFeature: { country: 0.5 }, own: 0.6 },
        },
      },
      stages: [
        {
          name: 'clip',
          objective: 'contrastive',
          model: {
            text: { width: 8, layers: 1, heads: 2, context: 40 },
            vision: { width: 8, layers: 1, heads: 2, patchSize: 8 },
            embedding: 8,
          },
          optimisation: optimisation(3, 4),
        },
        {
          name: 'autoencoder',
          objective: 'autoencoder',
          model: { levelChannels: [4, 4], blocksPerLevel: 1, latentChannels: 2, groups: 2 },
          ...{ error: 'squared', klWeight: 1e-6 },
          optimisation: optimisation(2, 2),
        },
        {
          name: 'unet',
          objective: 'denoising',
          ...{
            text: { stage: 'clip' },
            autoencoder: { stage: 'autoencoder' },
            pictures: 20,
            promptDrop: 0.1,
          },
          model: {
            ...{
              levelChannels: [8, 8],
              levelAttention: [false, true],
              blocksPerLevel: 1,
              heads: 2,
              groups: 2,
            },
          },
          optimisation: optimisation(2, 2),
        },
        {
          name: 'reward-text',
          objective: 'personalReward',
          ...{ parent: { stage: 'clip' }, form: 'textOnly', hiddenSize: 8, embeddingSize: 4, crossLayers: 1 },
          optimisation: optimisation(2, 4),
        },
        {
          name: 'reward',
          objective: 'personalReward',
          ...{ parent: { stage: 'reward-text' }, hiddenSize: 8, embeddingSize: 4, crossLayers: 1 },
          optimisation: optimisation(2, 2),
        },
        {
          name: 'pick-score',
          objective: 'picks',
          parent: { stage: 'clip' },
          optimisation: optimisation(1, 2),
        },
        {
          name: 'perfusion',
          objective: 'groupPreference',
          ...{ parent: { stage: 'unet' }, embeddingSize: 4, crossLayers: 1, beta: 100 },
          optimisation: optimisation(2, 2),
        },
      ],
      packages: { reward: 'reward', generator: 'perfusion', dataType: 'F16' },
      baselines: { 'PickScore-style': 'pick-score' },
    },
    'of the test',
  );

/** One stage that learns picks of a folder of preferences. @param clip folder of a reward model */
export const picksRecipe = (folder: string, clip: string): Recipe =>
  parseRecipe(
    {
      ...{ name: 'picks', seed: 7, pictures: { count: 1, heldOut: 1, size: 16 }, packages: {} },
      groups: { folder, testShare: 0 },
      stages: [
        { name: 'picks', objective: 'picks', parent: { folder: clip }, optimisation: optimisation(2, 2) },
      ],
    },
    'of the test',
  );
