import { z } from 'zod';
import {
  type AdapterDescription,
  type Denoiser,
  type DenoisingConfig,
  denoisingObjective,
  type Feature,
  type GeneratorFolder,
  groupPreferenceObjective,
  noiseSchedule,
  type Objective,
  PersonalNetwork,
  type PreferenceBatch,
  personalDenoiser,
  personalNetworkConfig,
} from '../../../../perfusion/index.js';
import { likedOf, profileIds } from '../../data/group-batches.js';
import { count, fraction } from '../../fields.js';
import type { TrainingObjective } from '../objective.js';
import { fromGroups, stageSettings, userEncoder } from '../settings.js';
import { parentFolder, runTraining, type StageContext } from '../stage-context.js';
import { copyWeights, disposeParts, loadedGenerator } from '../weights.js';
import { type Adapter, generatorGroups, saveTuned } from './generator-groups.js';

const settings = stageSettings('groupPreference', {
  ...fromGroups,
  inputKernel: z.union([z.literal(1), z.literal(3)]).default(1),
  panInUncond: z.boolean().default(true),
  ...userEncoder,
  /** Tie to the parent; left out where the loss is `liked`, which has none and takes no notice of it. */
  beta: z.number().positive().optional(),
  /**
   * `liked` is the diffusion loss on liked pictures alone: a first stage for the others, or the ablation without them.
   */
  loss: z.enum(['independent', 'pl-exact', 'liked']).default('independent'),
  /** How often noisy steps come; 1 is evenly, 3 takes half of the steps from the noisiest eighth. */
  timestepPower: z.number().min(1).default(1),
  /** Whether the pictures of a group share step and noise; `liked` takes every picture for itself. */
  sharesNoise: z.boolean().default(true),
  promptDrop: fraction.default(0.2),
  merchantDrop: fraction.default(0),
  /** Share of groups whose whole profile is hidden, so that pictures without a profile are learnt too. */
  profileDrop: fraction.default(0),
  /** Most pictures whose activations are held at once; all if left out, and always under `liked`. */
  pictureLimit: count.optional(),
});

type GroupPreferenceStage = z.infer<typeof settings>;

/**
 * Trains PerFusion's adapter on a frozen U-Net by the group preference objective; an adapter that the parent has is
 * trained on.
 */
export const groupPreference: TrainingObjective<typeof settings> = {
  settings,
  data: 'groups',
  produces: 'generator',
  needs: ({ parent }) => [[parent, 'generator']],
  problem,
  train,
};

function problem({ loss, beta, pictureLimit, sharesNoise }: GroupPreferenceStage): string | null {
  if (loss !== 'liked')
    return beta === undefined ? `needs beta, by which the loss ${loss} is tied to the parent.` : null;
  if (pictureLimit !== undefined)
    return 'has a pictureLimit, which the loss liked does not keep: take a smaller batch and more accumulation instead.';
  if (!sharesNoise) return 'sets sharesNoise, but the loss liked takes every image for itself: leave it out.';
  return null;
}

async function train(stage: GroupPreferenceStage, context: StageContext): Promise<void> {
  const parent = loadedGenerator(parentFolder(context, stage.parent), context.backend);
  const { config, unet } = parent;
  const choose = stage.loss === 'liked' ? { choose: likedOf } : {};
  const groups = await generatorGroups(stage, context, { parent, ...choose });
  const { seed } = context.recipe;
  const adapter = startedAdapter(stage, { parent, features: groups.features, seed });
  const { network, description } = adapter;
  const { features } = description;
  const read = profileIds({ features, drop: stage.merchantDrop, seed });
  const emptyProfile = network.user.featureIds([features.map(() => null)]);
  await runTraining(context, stage, {
    data: groups.snapshotHash,
    objective: objectiveOf(stage, personalDenoiser(unet, network), {
      schedule: noiseSchedule(config.scheduler.schedule),
      drops: {
        prompt: { probability: stage.promptDrop, replacement: groups.empty },
        user: { probability: stage.profileDrop, replacement: emptyProfile },
      },
    }),
    batch: (index) => {
      const batch = groups.batch(index);
      return { ...batch, features: network.user.featureIds(read(batch.groups, index)) };
    },
  });
  for (const tensor of [groups.empty, emptyProfile]) tensor.dispose();
  saveTuned(stage, context, parent, { adapter });
  network.dispose();
  disposeParts(parent);
}
/** A new adapter that copies the U-Net, with the weights of the parent's adapter where it has one. */
function startedAdapter(
  stage: GroupPreferenceStage,
  {
    parent: { config, unet, adapter },
    features,
    seed,
  }: { readonly parent: GeneratorFolder; readonly features: readonly Feature[]; readonly seed: number },
): Adapter {
  const description = describe(stage, adapter?.description.features ?? features);
  const network = new PersonalNetwork(personalNetworkConfig(description, config.unet));
  network.initialise(seed);
  network.copies.copyFrom(unet);
  if (adapter) copyWeights(network, adapter.network);
  return { network, description };
}

function objectiveOf(
  { loss, beta, sharesNoise, pictureLimit, timestepPower }: GroupPreferenceStage,
  denoiser: Denoiser,
  conditions: DenoisingConfig,
): Objective<PreferenceBatch> {
  const config = { ...conditions, timestepPower };
  if (loss === 'liked') return denoisingObjective(denoiser, config);
  const limit = pictureLimit === undefined ? {} : { pictureLimit };
  if (beta === undefined) throw new Error('A recipe was not checked: it has no beta.');
  return groupPreferenceObjective(denoiser, { ...config, beta, objective: loss, sharesNoise, ...limit });
}

const describe = (
  { embeddingSize, crossLayers, crossType, inputKernel, panInUncond }: GroupPreferenceStage,
  features: readonly Feature[],
): AdapterDescription => ({ features, embeddingSize, crossLayers, crossType, inputKernel, panInUncond });
