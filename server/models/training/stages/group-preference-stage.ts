import {
  type AdapterDescription,
  type Feature,
  groupPreferenceObjective,
  noiseSchedule,
  PersonalNetwork,
  personalDenoiser,
  personalNetworkConfig,
  saveGeneratorFolder,
} from '../../../perfusion/index.js';
import { profileIds } from '../data/group-batches.js';
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
  const groups = await generatorGroups(stage, context, { parent });
  const description = describe(stage, adapter?.description.features ?? groups.features);
  const network = new PersonalNetwork(personalNetworkConfig(description, config.unet));
  network.initialise(seed);
  network.copies.copyFrom(unet);
  if (adapter) takeOver(network, adapter.network);
  const read = profileIds({ features: description.features, drop: stage.merchantDrop, seed });
  await runTraining(context, stage, {
    data: groups.snapshotHash,
    objective: groupPreferenceObjective(personalDenoiser(unet, network), {
      schedule: noiseSchedule(config.scheduler.schedule),
      beta: stage.beta,
      objective: stage.loss,
      sharesNoise: stage.sharesNoise,
      drops: { prompt: { probability: stage.promptDrop, replacement: groups.empty } },
      ...(stage.pictureLimit === undefined ? {} : { pictureLimit: stage.pictureLimit }),
    }),
    batch: (index) => {
      const batch = groups.batch(index);
      return { ...batch, features: network.user.featureIds(read(batch.groups, index)) };
    },
  });
  groups.empty.dispose();
  saveGeneratorFolder(modelFolder(context, stage.name), {
    ...{ textEncoder, tokenizer, unet, autoencoder, scheduler: config.scheduler },
    sampling: config.sampling,
    adapter: { network, description },
  });
  network.dispose();
  disposeParts(parent);
}

const describe = (
  { embeddingSize, crossLayers, crossType, inputKernel, panInUncond }: StageOf<'groupPreference'>,
  features: readonly Feature[],
): AdapterDescription => ({ features, embeddingSize, crossLayers, crossType, inputKernel, panInUncond });
