import {
  type AdapterDescription,
  epochBatches,
  groupPreferenceObjective,
  noiseSchedule,
  PersonalNetwork,
  personalDenoiser,
  personalNetworkConfig,
  saveGeneratorFolder,
} from '../../../perfusion/index.js';
import type { StageOf } from '../recipe.js';
import { modelFolder, parentFolder, runTraining, type StageContext, stageFolder } from '../stage-context.js';
import { idsOf } from './contrastive-stage.js';
import { keptLatents } from './denoising-stage.js';
import { profileIds } from './personal-reward-stage.js';
import { disposeParts, loadedGenerator, takeOver } from './weights.js';

/** Trains PerFusion's adapter on a frozen U-Net by the group preference objective; an adapter that the parent has is trained on. */
export async function groupPreferenceStage(
  stage: StageOf<'groupPreference'>,
  context: StageContext,
): Promise<void> {
  const { seed } = context.recipe;
  const parent = loadedGenerator(parentFolder(context, stage.parent), context.backend);
  const { config, textEncoder, tokenizer, unet, autoencoder, adapter } = parent;
  const pictureSize = config.unet.latentSize * 2 ** (config.autoencoder.levelChannels.length - 1);
  const { train, pictures, features, snapshotHash: data } = await context.groups(pictureSize);
  const { embeddingSize, crossLayers, crossType, inputKernel, panInUncond } = stage;
  const description: AdapterDescription = {
    features: adapter?.description.features ?? features,
    ...{ embeddingSize, crossLayers, crossType, inputKernel, panInUncond },
  };
  const network = new PersonalNetwork(personalNetworkConfig(description, config.unet));
  network.initialise(seed);
  network.copies.copyFrom(unet);
  if (adapter) takeOver(network, adapter.network);

  const shown = {
    ...pictures,
    count: 1 + train.flatMap((group) => group.pictures).reduce((a, b) => Math.max(a, b)),
  };
  const latents = await keptLatents(autoencoder, shown, stageFolder(context, stage.name));
  const contextOf = (prompts: readonly string[]) => textEncoder.text.forward(idsOf(tokenizer, prompts));
  const places = epochBatches({ seed, count: train.length, batchSize: stage.optimisation.batch });
  const read = profileIds({ features: description.features, drop: stage.merchantDrop, seed });
  const empty = contextOf(['']);
  await runTraining(context, stage, {
    data,
    objective: groupPreferenceObjective(personalDenoiser(unet, network), {
      schedule: noiseSchedule(config.scheduler.schedule),
      beta: stage.beta,
      objective: stage.loss,
      sharesNoise: stage.sharesNoise,
      drops: { prompt: { probability: stage.promptDrop, replacement: empty } },
      ...(stage.pictureLimit === undefined ? {} : { pictureLimit: stage.pictureLimit }),
    }),
    batch: (index) => {
      const groups = places(index).map((place) => train[place]!);
      return {
        latents: latents.batch(groups.flatMap((group) => group.pictures)),
        context: contextOf(groups.map(({ prompt }) => prompt)),
        features: network.user.featureIds(read(groups, index)),
        positives: groups.map(({ positives }) => positives),
      };
    },
  });
  empty.dispose();
  saveGeneratorFolder(modelFolder(context, stage.name), {
    ...{ textEncoder, tokenizer, unet, autoencoder, scheduler: config.scheduler },
    sampling: config.sampling,
    adapter: { network, description },
  });
  network.dispose();
  disposeParts(parent);
}
