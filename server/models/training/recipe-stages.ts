import { z } from 'zod';
import { STEP_PREFERENCE } from '../../perfusion/index.js';

export const count = z.int().min(1);
export const fraction = z.number().min(0).max(1);

/** A regular expression over the names of weights. */
const pattern = z.string().refine(isPattern, 'must be a regular expression over the names of weights');

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

const Optimisation = z.strictObject({
  steps: count,
  /** Pictures, or groups of pictures, of one step. */
  batch: count,
  learningRate: z.strictObject({
    schedule: z.enum(['constant', 'linear', 'cosine']),
    rate: z.number().positive(),
    warmUpSteps: z.int().min(0),
  }),
  rateGroups: z.array(z.strictObject({ pattern, rate: z.number().min(0) })).optional(),
  adamW: z
    .strictObject({ beta1: fraction, beta2: fraction, weightDecay: z.number().min(0) })
    .partial()
    .optional(),
  clipNorm: z.number().positive().optional(),
  accumulation: count.optional(),
  averageDecay: z.number().min(0).lt(1).optional(),
  checkpointEvery: count.default(50),
});

/** A model folder; a path that is not whole counts from where the command runs. */
export const FolderParent = z.strictObject({ folder: z.string() });

/** Where a stage begins: the model of an earlier stage, or a model folder. */
const Parent = z.union([z.strictObject({ stage: z.string() }), FolderParent]);

const Tower = { width: count, layers: count, heads: count };

/** Of all stages that learn from groups. */
const FromGroups = {
  parent: Parent,
  /** Whether the phrases of a prompt come in another order each time, as in the paper; not if left out. */
  shufflesPhrases: z.boolean().optional(),
};

const User = {
  embeddingSize: count.default(16),
  crossLayers: count.default(3),
  crossType: z.enum(['v1', 'v2']).default('v2'),
};

const stage = <Objective extends string, Shape extends z.ZodRawShape>(objective: Objective, shape: Shape) =>
  z.strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'a name is made of small letters, digits and hyphens'),
    objective: z.literal(objective),
    optimisation: Optimisation,
    /** How long it took where the recipe was made, in seconds; for the time left. */
    seconds: z.number().positive().optional(),
    ...shape,
  });

const AutoencoderStage = stage('autoencoder', {
  /** Earlier stage of the same model to go on from. */
  parent: z.strictObject({ stage: z.string() }).optional(),
  model: z.strictObject({
    levelChannels: z.array(count).min(1),
    blocksPerLevel: count,
    latentChannels: count,
    groups: count,
  }),
  error: z.enum(['absolute', 'squared']),
  klWeight: z.number().min(0),
});

const ContrastiveStage = stage('contrastive', {
  /** Earlier stage of the same model to go on from. */
  parent: z.strictObject({ stage: z.string() }).optional(),
  /** Whether most batches hold garments that are alike. */
  likeBatches: z.boolean().default(false),
  /** How much it counts beside captions that pictures find their single phrases; 0 leaves it out. */
  phraseWeight: z.number().min(0).default(0),
  /** `squared` makes phrases linear functions of the embedding, which is how a merchant's taste reads them. */
  phraseError: z.enum(['entropy', 'squared']).default('entropy'),
  model: z.strictObject({
    text: z.strictObject({ ...Tower, context: count }),
    vision: z.strictObject({ ...Tower, patchSize: count }),
    embedding: count,
  }),
});

const DenoisingStage = stage('denoising', {
  /** Earlier stage of the same model to go on from. */
  parent: z.strictObject({ stage: z.string() }).optional(),
  /** What the U-Net predicts: the noise, or the velocity, which needs less training for whole shapes. */
  prediction: z.enum(['epsilon', 'velocity']).default('epsilon'),
  /** Stage whose CLIP gives the text encoder. */
  text: z.strictObject({ stage: z.string() }),
  autoencoder: z.strictObject({ stage: z.string() }),
  model: z.strictObject({
    levelChannels: z.array(count).min(1),
    levelAttention: z.array(z.boolean()).min(1),
    blocksPerLevel: count,
    heads: count,
    groups: count,
  }),
  promptDrop: fraction,
  /** Number of pictures to learn from; all that train if left out. */
  pictures: count.optional(),
});

/** Fine-tunes CLIP on everybody's picks: PickScore-style, or HPS-style where only the last layers train. */
const PicksStage = stage('picks', {
  ...FromGroups,
  trains: pattern.default('.'),
  /** Whether liked pictures are compared with one other at a time, as published, or with their whole group. */
  pairs: z.boolean().optional(),
});

/** ImageReward-style: a head in which the prompt looks at the picture, trained on comparisons. */
const ComparisonsStage = stage('comparisons', {
  ...FromGroups,
  model: z.strictObject({
    layers: count,
    /** ImageReward takes 1024, 128, 64, 16. */
    headSizes: z.array(count).min(1),
  }),
  /** CLIP's weights that train along; none if left out. */
  towers: pattern.optional(),
});

/** Aesthetic: a head on a frozen vision tower, trained on how often a picture is liked. */
const RatingsStage = stage('ratings', {
  ...FromGroups,
  model: z.strictObject({
    activation: z.enum(['none', 'relu']).default('none'),
    /** The published predictor takes 1024, 128, 64, 16. */
    hiddenSizes: z.array(count).length(4),
  }),
});

const PersonalRewardStage = stage('personalReward', {
  ...FromGroups,
  form: z.enum(['duplicated', 'shared', 'visionOnly', 'textOnly']).default('duplicated'),
  adaNet: z.enum(['whole', 'perLayer']).default('whole'),
  hiddenSize: count.default(128),
  ...User,
  /** Share of groups whose merchant is hidden, so that features alone are learnt too. */
  merchantDrop: fraction.default(0),
});

const GroupPreferenceStage = stage('groupPreference', {
  ...FromGroups,
  inputKernel: z.union([z.literal(1), z.literal(3)]).default(1),
  panInUncond: z.boolean().default(true),
  ...User,
  /** Tie to the parent; left out where the loss is `liked`, which has none and takes no notice of it. */
  beta: z.number().positive().optional(),
  /** `liked` is the diffusion loss on liked pictures alone: a first stage for the others, or the ablation without them. */
  loss: z.enum(['independent', 'pl-exact', 'liked']).default('independent'),
  /** How often noisy steps come; 1 is evenly, 3 takes half of the steps from the noisiest eighth. */
  timestepPower: z.number().min(1).default(1),
  /** Whether the pictures of a group share step and noise; `liked` takes every picture for itself. */
  sharesNoise: z.boolean().default(true),
  promptDrop: fraction.default(0.2),
  merchantDrop: fraction.default(0),
  /** Share of groups whose whole profile is hidden, so that pictures for nobody are learnt too. */
  profileDrop: fraction.default(0),
  /** Most pictures whose activations are held at once; all if left out, and always under `liked`. */
  pictureLimit: count.optional(),
});

/** Diffusion-DPO on pairs of the pictures of a group; the whole U-Net trains. */
const PairPreferenceStage = stage('pairPreference', {
  ...FromGroups,
  beta: z.number().positive(),
  trains: pattern.default('.'),
  promptDrop: fraction.default(0.2),
  /** Most pictures whose activations are held at once; all if left out. */
  pictureLimit: count.optional(),
});

/** Supervised fine-tuning on liked pictures; the whole U-Net trains. */
const LikedPicturesStage = stage('likedPictures', {
  ...FromGroups,
  trains: pattern.default('.'),
  promptDrop: fraction.default(0.2),
});

/** SPO's judge, which knows pictures that are half drawn. */
const StepRewardStage = stage('stepReward', {
  ...FromGroups,
  /** The frozen generator whose half-drawn pictures are compared. */
  generator: Parent,
  trains: pattern.default('.'),
  /** Length of the timestep's sines and cosines. */
  waveSize: z.int().min(2).multipleOf(2),
});

const { beta, clip, ...BRANCHING } = STEP_PREFERENCE;

/** SPO on the prompts of the groups; the whole U-Net trains. */
const StepPreferenceStage = stage('stepPreference', {
  ...FromGroups,
  judge: z.strictObject({ stage: z.string() }),
  trains: pattern.default('.'),
  beta: z.number().positive().default(beta),
  clip: z.number().gt(0).lt(1).default(clip),
  branching: z
    .strictObject({
      inferenceSteps: z.int().min(2),
      plainSteps: z.int().min(0),
      candidates: z.int().min(2),
      guidance: z.number().min(1),
      leastGap: z.number().min(0).lt(1),
    })
    .default(BRANCHING),
});

export const Stage = z.discriminatedUnion('objective', [
  AutoencoderStage,
  ContrastiveStage,
  DenoisingStage,
  PicksStage,
  PersonalRewardStage,
  GroupPreferenceStage,
  ComparisonsStage,
  RatingsStage,
  PairPreferenceStage,
  LikedPicturesStage,
  StepRewardStage,
  StepPreferenceStage,
]);

export type Stage = z.infer<typeof Stage>;
export type StageOf<Objective extends Stage['objective']> = Extract<Stage, { objective: Objective }>;
export type StageParent = z.infer<typeof Parent>;
