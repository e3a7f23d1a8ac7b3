import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ModelError, SAMPLING_LIMITS } from '../../perfusion/index.js';

const count = z.int().min(1);
const fraction = z.number().min(0).max(1);

const Optimisation = z.strictObject({
  steps: count,
  /** Pictures, or groups of pictures, of one step. */
  batch: count,
  learningRate: z.strictObject({
    schedule: z.enum(['constant', 'linear', 'cosine']),
    rate: z.number().positive(),
    warmUpSteps: z.int().min(0),
  }),
  rateGroups: z.array(z.strictObject({ pattern: z.string(), rate: z.number().min(0) })).optional(),
  adamW: z
    .strictObject({ beta1: fraction, beta2: fraction, weightDecay: z.number().min(0) })
    .partial()
    .optional(),
  clipNorm: z.number().positive().optional(),
  accumulation: count.optional(),
  averageDecay: z.number().min(0).lt(1).optional(),
  checkpointEvery: count.default(50),
});

/** Where a stage begins: the model of an earlier stage, or a model folder. */
const Parent = z.union([z.strictObject({ stage: z.string() }), z.strictObject({ folder: z.string() })]);

const Tower = { width: count, layers: count, heads: count };

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

const PicksStage = stage('picks', {
  parent: Parent,
  /** Regular expression over the names of the weights that train. */
  trains: z.string().default('.'),
});

const PersonalRewardStage = stage('personalReward', {
  parent: Parent,
  form: z.enum(['duplicated', 'shared', 'visionOnly', 'textOnly']).default('duplicated'),
  adaNet: z.enum(['whole', 'perLayer']).default('whole'),
  hiddenSize: count.default(128),
  ...User,
  /** Share of groups whose merchant is hidden, so that features alone are learnt too. */
  merchantDrop: fraction.default(0),
});

const GroupPreferenceStage = stage('groupPreference', {
  parent: Parent,
  inputKernel: z.union([z.literal(1), z.literal(3)]).default(1),
  panInUncond: z.boolean().default(true),
  ...User,
  beta: z.number().positive(),
  loss: z.enum(['independent', 'pl-exact']).default('independent'),
  sharesNoise: z.boolean().default(true),
  promptDrop: fraction.default(0.2),
  merchantDrop: fraction.default(0),
  /** Most pictures whose activations are held at once; all if left out. */
  pictureLimit: count.optional(),
});

const Stage = z.discriminatedUnion('objective', [
  AutoencoderStage,
  ContrastiveStage,
  DenoisingStage,
  PicksStage,
  PersonalRewardStage,
  GroupPreferenceStage,
]);

const SimulatedGroups = z.strictObject({
  /** Of tastes: two data sets of one world have the same merchants. */
  worldSeed: z.int().min(0),
  /** Of prompts, candidates and picks. */
  seed: z.int().min(0),
  groups: count,
  testGroups: count,
  /** Merchants kept out of training, whom the models know by their features only. */
  unseenMerchants: z.int().min(0),
  groupSize: z.int().min(2),
  mostPhrases: count,
  temperature: z.number().min(0),
  taste: z.strictObject({
    shared: z.number().min(0),
    byFeature: z.record(z.string(), z.number().min(0)),
    own: z.number().min(0),
  }),
});

const { steps, guidance } = SAMPLING_LIMITS;

const Sampling = z.strictObject({
  steps: z.int().min(steps.least).max(steps.most),
  guidance: z.number().min(guidance.least).max(guidance.most),
});

const Recipe = z.strictObject({
  name: z.string().min(1),
  seed: z.int().min(0),
  /** Seeded garment pictures: the first `count` train, the others test. */
  pictures: z.strictObject({ count, heldOut: count, size: count }),
  /** Preference groups; `folder` holds NDJSON with images, or PickaPic's parquet files. */
  groups: z
    .union([
      z.strictObject({ simulated: SimulatedGroups }),
      z.strictObject({ folder: z.string(), testShare: fraction.default(0.1) }),
    ])
    .optional(),
  stages: z.array(Stage).min(1),
  /** Stages whose models are the result. */
  packages: z.strictObject({
    reward: z.string().optional(),
    generator: z.string().optional(),
    dataType: z.enum(['F16', 'F32']).default('F32'),
    /** How the generator's pictures come out well; its parent's if left out. */
    sampling: Sampling.optional(),
  }),
  /** Reward models beside which the result is measured: stages, by the name that tables show. */
  baselines: z.record(z.string(), z.string()).default({}),
  /** Pictures that are generated to measure the generator; none if 0. */
  generatedPictures: z.int().min(0).default(0),
});

/** How models are trained, one stage after the other; plain data. */
export type Recipe = z.infer<typeof Recipe>;
export type StageOf<Objective extends z.infer<typeof Stage>['objective']> = Extract<
  z.infer<typeof Stage>,
  { objective: Objective }
>;
export type Stage = z.infer<typeof Stage>;
export type StageParent = z.infer<typeof Parent>;
export type SimulatedGroupsSettings = z.infer<typeof SimulatedGroups>;

/**
 * Checks a recipe.
 *
 * @param origin where it comes from, for messages
 * @throws {ModelError} naming every field that is missing, unknown or out of range
 */
export function parseRecipe(value: unknown, origin: string): Recipe {
  const parsed = Recipe.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`);
    throw new ModelError(`The recipe ${origin} is not valid. ${problems.join('; ')}.`);
  }
  requireOrder(parsed.data, origin);
  return parsed.data;
}

/** Reads a recipe from a JSON file. @throws {ModelError} as `parseRecipe`, or if there is no such JSON file */
export function readRecipe(path: string): Recipe {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ModelError(`The recipe ${path} cannot be read as JSON; is it there?`, { cause: error });
  }
  return parseRecipe(value, path);
}

/** A stage builds on earlier stages only, and no two have the same name. */
function requireOrder({ stages, groups }: Recipe, origin: string): void {
  const known = new Set<string>();
  for (const stage of stages) {
    const missing = stagesBefore(stage).filter((name) => !known.has(name));
    if (missing.length > 0) {
      throw new ModelError(
        `The recipe ${origin} is not valid. Stage ${stage.name} needs ${missing.join(', ')} before it.`,
      );
    }
    if (known.has(stage.name))
      throw new ModelError(`The recipe ${origin} is not valid. Two stages are named ${stage.name}.`);
    if (!groups && NEED_GROUPS.has(stage.objective))
      throw new ModelError(`The recipe ${origin} is not valid. Stage ${stage.name} needs groups.`);
    known.add(stage.name);
  }
}

const NEED_GROUPS: ReadonlySet<Stage['objective']> = new Set(['picks', 'personalReward', 'groupPreference']);

/** Names of the stages that a stage builds on. */
export function stagesBefore(stage: Stage): string[] {
  if (stage.objective === 'denoising') {
    return [stage.text.stage, stage.autoencoder.stage, ...(stage.parent ? [stage.parent.stage] : [])];
  }
  return 'parent' in stage && stage.parent && 'stage' in stage.parent ? [stage.parent.stage] : [];
}
