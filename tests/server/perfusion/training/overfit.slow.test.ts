import { describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { Autoencoder } from '../../../../server/perfusion/autoencoder/autoencoder.js';
import { ImageTextReward } from '../../../../server/perfusion/baselines/image-text-reward.js';
import { ClipModel } from '../../../../server/perfusion/clip/clip-model.js';
import { PersonalNetwork } from '../../../../server/perfusion/control/personal-network.js';
import { noiseSchedule } from '../../../../server/perfusion/diffusion/noise-schedule.js';
import { PersonalRewardModel } from '../../../../server/perfusion/reward/personal-reward-model.js';
import type { Objective } from '../../../../server/perfusion/training/objective.js';
import { autoencoderObjective } from '../../../../server/perfusion/training/objectives/autoencoder.js';
import { contrastiveObjective } from '../../../../server/perfusion/training/objectives/contrastive.js';
import {
  personalDenoiser,
  wholeDenoiser,
} from '../../../../server/perfusion/training/objectives/denoiser.js';
import { denoisingObjective } from '../../../../server/perfusion/training/objectives/denoising.js';
import { groupPreferenceObjective } from '../../../../server/perfusion/training/objectives/group-preference.js';
import { pairRewardObjective } from '../../../../server/perfusion/training/objectives/pair-reward.js';
import { personalRewardObjective } from '../../../../server/perfusion/training/objectives/personal-reward.js';
import { picksObjective } from '../../../../server/perfusion/training/objectives/picks.js';
import { Unet } from '../../../../server/perfusion/unet/unet.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import { waves } from '../../../support/perfusion/close.js';
import { CLIP_TINY, UNET_TINY } from '../../../support/perfusion/configs.js';
import { trainOn } from '../../../support/perfusion/objective.js';

useBackend();

/** The same steps and noise every time, so that one batch can be learnt by heart. */
const withOneDraw = <Batch>(objective: Objective<Batch>): Objective<Batch> => ({
  ...objective,
  lossGradients: (batch) => objective.lossGradients(batch, { seed: 1, step: 0 }),
});

/** Last loss as a share of the first. */
function lastShare<Batch>(
  objective: Objective<Batch>,
  batch: Batch,
  config: { steps: number; rate: number },
): number {
  const losses = trainOn(withOneDraw(objective), () => batch, config);
  return losses.at(-1)! / losses[0]!;
}

describe('rewards learn one batch by heart', () => {
  const ids = () => tf.tensor2d([0, 5, 299, 0, 7, 299], [2, 3], 'int32');
  const images = (count: number) => waves<tf.Rank.R4>([count, 32, 32, 3]);
  const labels = () => tf.tensor2d([0, 1, 0, 1, 0, 0], [2, 3]);
  const groups = () => ({ ids: ids(), images: images(6), labels: labels() });
  const createClip = () => {
    const clip = new ClipModel(CLIP_TINY);
    clip.initialise(1);
    return clip;
  };

  it('contrastive', () => {
    expect(
      lastShare(
        contrastiveObjective(createClip()),
        { ids: ids(), images: images(2) },
        { steps: 40, rate: 1e-3 },
      ),
    ).toBeLessThan(0.05);
  });

  it('picks', () => {
    expect(lastShare(picksObjective(createClip()), groups(), { steps: 40, rate: 1e-3 })).toBeLessThan(0.05);
  });

  it('pairs, by a head behind frozen towers', () => {
    const model = new ImageTextReward(createClip(), { layers: 1, headSizes: [16] });
    model.initialise(1);
    expect(lastShare(pairRewardObjective(model), groups(), { steps: 80, rate: 3e-3 })).toBeLessThan(0.1);
  });

  it('what two merchants picked, by plug-ins of a frozen CLIP', () => {
    const user = { featureSizes: [5, 3], embeddingSize: 4, crossLayers: 3, crossType: 'v2' } as const;
    const config = { form: 'duplicated', adaNet: 'whole', hiddenSize: 16, user } as const;
    const model = new PersonalRewardModel(createClip(), config);
    model.initialise(1);
    const features = tf.tensor2d([0, 1, 4, 2], [2, 2], 'int32');

    expect(
      lastShare(personalRewardObjective(model), { ...groups(), features }, { steps: 80, rate: 0.01 }),
    ).toBeLessThan(0.05);
  });
});

describe('generators learn one batch by heart', () => {
  const schedule = noiseSchedule();
  const createUnet = () => {
    const unet = new Unet(UNET_TINY);
    unet.initialise(1);
    return unet;
  };
  const latents = (count: number) => waves<tf.Rank.R4>([count, 8, 8, 4]);
  const context = (count: number) => waves<tf.Rank.R3>([count, 7, 24], 1);

  it('pictures, through a latent', () => {
    const sizes = { levelChannels: [16, 16], blocksPerLevel: 1, latentChannels: 4, groups: 4, scale: 1 };
    const autoencoder = new Autoencoder(sizes);
    autoencoder.initialise(1);
    const objective = autoencoderObjective(autoencoder, { error: 'squared', klWeight: 1e-6 });

    expect(
      lastShare(objective, { images: waves<tf.Rank.R4>([2, 8, 8, 3]) }, { steps: 200, rate: 3e-3 }),
    ).toBeLessThan(0.3);
  });

  it('noise', () => {
    const objective = denoisingObjective(wholeDenoiser(createUnet()), { schedule });

    expect(
      lastShare(objective, { latents: latents(2), context: context(2) }, { steps: 100, rate: 3e-3 }),
    ).toBeLessThan(0.3);
  });

  it('preferences of pairs, against a frozen copy', () => {
    const denoiser = wholeDenoiser(createUnet(), { reference: createUnet() });
    const positives = [
      [true, false],
      [true, false],
    ];
    const batch = { latents: latents(4), positives, context: context(2) };

    expect(
      lastShare(groupPreferenceObjective(denoiser, { schedule, beta: 500 }), batch, {
        steps: 40,
        rate: 1e-3,
      }),
    ).toBeLessThan(0.2);
  });

  it.each(['independent', 'pl-exact'] as const)(
    'preferences of two merchants, by an adapter (%s)',
    (objective) => {
      const unet = createUnet();
      const user = { featureSizes: [3, 4], embeddingSize: 4, crossLayers: 2, crossType: 'v2' } as const;
      const network = new PersonalNetwork({ unet: UNET_TINY, user, inputKernel: 1 });
      network.initialise(1);
      network.copies.copyFrom(unet);
      const config = { schedule, beta: 500, objective };
      const batch = {
        latents: latents(6),
        context: context(2),
        features: tf.tensor2d([0, 1, 2, 3], [2, 2], 'int32'),
        positives: [
          [true, false, false],
          [false, true, true],
        ],
      };

      expect(
        lastShare(groupPreferenceObjective(personalDenoiser(unet, network), config), batch, {
          steps: 60,
          rate: 2e-3,
        }),
      ).toBeLessThan(0.3);
    },
  );
});
