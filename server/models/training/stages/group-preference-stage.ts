import {
  type AdapterDescription,
  type Denoiser,
  type DenoisingConfig,
  denoisingObjective,
  type Feature,
  groupPreferenceObjective,
  noiseSchedule,
  type Objective,
  PersonalNetwork,
  type PreferenceBatch,
  personalDenoiser,
  personalNetworkConfig,
  saveGeneratorFolder,
} from '../../../perfusion/index.js';
import { likedOf, profileIds } from '../data/group-batches.js';
import type { StageOf } from '../recipe-stages.js';
import { modelFolder, parentFolder, runTraining, type StageContext } from '../stage-context.js';
import { generatorGroups } from './generator-groups.js';
import { disposeParts, loadedGenerator, takeOver } from './weights.js';

/** Trains PerFusion's adapter on a frozen U-Net by the group preference objective; an adapter that the parent has is trained on. */
export async function groupPreferenceStage(
  stage: StageOf<'groupPreference'>,
  context: StageContext,
): Promise<void> {
  const { seed } = context.recipe;
  const parent = loadedGenerator(parentFolder(context, stage.parent), context.backend);
  const { config, textEncoder, tokenizer, unet, autoencoder, adapter } = parent;
  const groups = await generatorGroups(stage, context, {
    parent,
    ...(stage.loss === 'liked' ? { choose: likedOf } : {}),
  });
  const description = describe(stage, adapter?.description.features ?? groups.features);
  const network = new PersonalNetwork(personalNetworkConfig(description, config.unet));
  network.initialise(seed);
  network.copies.copyFrom(unet);
  if (adapter) takeOver(network, adapter.network);
  const read = profileIds({ features: description.features, drop: stage.merchantDrop, seed });
  const nobody = network.user.featureIds([description.features.map(() => null)]);
  await runTraining(context, stage, {
    data: groups.snapshotHash,
    objective: objectiveOf(stage, personalDenoiser(unet, network), {
      schedule: noiseSchedule(config.scheduler.schedule),
      drops: {
        prompt: { probability: stage.promptDrop, replacement: groups.empty },
        user: { probability: stage.profileDrop, replacement: nobody },
      },
      timestepPower: stage.timestepPower,
    }),
    batch: (index) => {
      const batch = groups.batch(index);
      return { ...batch, features: network.user.featureIds(read(batch.groups, index)) };
    },
  });
  groups.empty.dispose();
  nobody.dispose();
  saveGeneratorFolder(modelFolder(context, stage.name), {
    textEncoder,
    tokenizer,
    unet,
    autoencoder,
    scheduler: config.scheduler,
    sampling: config.sampling,
    adapter: { network, description },
  });
  network.dispose();
  disposeParts(parent);
}

function objectiveOf(
  { loss, beta, sharesNoise, pictureLimit }: StageOf<'groupPreference'>,
  denoiser: Denoiser,
  config: DenoisingConfig,
): Objective<PreferenceBatch> {
  if (loss === 'liked') return denoisingObjective(denoiser, config);
  const limit = pictureLimit === undefined ? {} : { pictureLimit };
  if (beta === undefined) throw new Error('A recipe was not checked: it has no beta.');
  return groupPreferenceObjective(denoiser, { ...config, beta, objective: loss, sharesNoise, ...limit });
}

const describe = (
  { embeddingSize, crossLayers, crossType, inputKernel, panInUncond }: StageOf<'groupPreference'>,
  features: readonly Feature[],
): AdapterDescription => ({ features, embeddingSize, crossLayers, crossType, inputKernel, panInUncond });
