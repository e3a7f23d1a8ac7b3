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

/** Every baseline, on the small CLIP, autoencoder and U-Net of the micro recipe. */
export const baselinesRecipe = (): Recipe => {
  const { stages, ...micro } = microRecipe('baselines');
  const from = (stage: string) => ({ parent: { stage }, optimisation: optimisation(2, 2) });
  return parseRecipe(
    {
      ...micro,
      stages: [
        ...stages.slice(0, 3),
        { name: 'hps', objective: 'picks', ...from('clip'), trains: 'projection', pairs: true },
        {
          name: 'image-reward',
          objective: 'comparisons',
          ...from('clip'),
          ...{ model: { layers: 1, headSizes: [8, 4] }, towers: 'layers\\.0\\.mlp', shufflesPhrases: true },
        },
        {
          name: 'aesthetic',
          objective: 'ratings',
          ...from('clip'),
          model: { activation: 'relu', hiddenSizes: [8, 8, 4, 4] },
        },
        { name: 'dpo', objective: 'pairPreference', ...from('unet'), beta: 100, promptDrop: 0 },
        { name: 'sft', objective: 'likedPictures', ...from('unet'), trains: 'up_blocks' },
        {
          name: 'liked',
          objective: 'groupPreference',
          ...from('unet'),
          ...{
            embeddingSize: 4,
            crossLayers: 1,
            beta: 100,
            loss: 'liked',
            timestepPower: 3,
            profileDrop: 0.5,
          },
        },
        {
          name: 'judge',
          objective: 'stepReward',
          ...from('clip'),
          ...{ generator: { stage: 'unet' }, waveSize: 8 },
        },
        {
          name: 'spo',
          objective: 'stepPreference',
          ...from('unet'),
          judge: { stage: 'judge' },
          branching: { inferenceSteps: 3, plainSteps: 0, candidates: 2, guidance: 3, leastGap: 0 },
        },
      ],
      packages: { generator: 'dpo', sampling: { steps: 7, guidance: 3 } },
      baselines: { 'HPS-style': 'hps', 'ImageReward-style': 'image-reward', aesthetic: 'aesthetic' },
    },
    'of the test',
  );
};

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
