import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import {
  ControlNetwork,
  IGNORED_CONTROL_TENSORS,
} from '../../../../server/perfusion/control/control-network.js';
import { ddimSampler } from '../../../../server/perfusion/diffusion/ddim.js';
import { noiseSchedule } from '../../../../server/perfusion/diffusion/noise-schedule.js';
import { guided, sampling } from '../../../../server/perfusion/diffusion/sample.js';
import { parameterCount } from '../../../../server/perfusion/nn/module.js';
import { weighErrors } from '../../../../server/perfusion/training/group-preference-loss.js';
import { lossGradients } from '../../../../server/perfusion/training/loss-gradients.js';
import { Downsampler, doubled, Upsampler } from '../../../../server/perfusion/unet/resampling.js';
import { ResnetBlock } from '../../../../server/perfusion/unet/resnet-block.js';
import { sinusoidalEmbedding, TimeEmbedding } from '../../../../server/perfusion/unet/time-embedding.js';
import { SpatialTransformer } from '../../../../server/perfusion/unet/transformer-block.js';
import { Unet } from '../../../../server/perfusion/unet/unet.js';
import { DownBlock, MidBlock, UpBlock } from '../../../../server/perfusion/unet/unet-blocks.js';
import type { DenoisingInput } from '../../../../server/perfusion/unet/unet-encoder.js';
import { weightDifferences } from '../../../../server/perfusion/weights/load-weights.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import {
  type BlockCase,
  expectFiniteGradients,
  expectNoLeak,
  expectSoundBlock,
  expectSoundLayer,
  lastOf,
  relativeError,
  waves,
} from '../../../support/perfusion/close.js';
import { UNET_SMALLEST, UNET_TINY } from '../../../support/perfusion/configs.js';
import {
  channelsFirst,
  fileOrder,
  goldenJson,
  goldenTensors,
  loadGolden,
  publishedKeys,
} from '../../../support/perfusion/golden.js';
import { SD15_UNET } from '../../../support/perfusion/published-sizes.js';

const golden = goldenTensors('unet-tiny/golden.safetensors');

const partInputs = () => ({
  map: waves<tf.Rank.R4>([2, 4, 4, 8]),
  wide: waves<tf.Rank.R4>([2, 4, 4, 16]),
  conditions: { temb: waves<tf.Rank.R2>([2, 32], 1), context: waves<tf.Rank.R3>([2, 3, 6], 2) },
});
const level = { unet: UNET_SMALLEST, inChannels: [8, 8], channels: 16, attends: true, resamples: true };

/** Every part of a U-Net, on maps of 8 channels. */
const PARTS: Record<string, (inputs: ReturnType<typeof partInputs>) => BlockCase> = {
  'a residual block': ({ map, conditions: { temb } }) => {
    const block = new ResnetBlock({ inChannels: 8, outChannels: 12, groups: 4, epsilon: 1e-5, timeSize: 32 });
    return { block, run: () => block.forward(map, temb), shape: [2, 4, 4, 12] };
  },
  'a transformer': ({ map, conditions: { context } }) => {
    const block = new SpatialTransformer({ channels: 8, contextSize: 6, heads: 2, groups: 4 });
    return { block, run: () => block.forward(map, context), shape: [2, 4, 4, 8] };
  },
  'a level down': ({ map, conditions }) => {
    const block = new DownBlock({ ...level, inChannels: [8, 16] });
    return { block, run: () => lastOf(block.forward(map, conditions)), shape: [2, 2, 2, 16] };
  },
  'a level up': ({ map, wide, conditions }) => {
    const block = new UpBlock({ ...level, inChannels: [8 + 16, 16 + 8] });
    return { block, run: () => block.forward(map, [wide, map], conditions), shape: [2, 8, 8, 16] };
  },
  'the middle': ({ map, conditions }) => {
    const block = new MidBlock(UNET_SMALLEST);
    return { block, run: () => block.forward(map, conditions), shape: [2, 4, 4, 8] };
  },
  halving: ({ map }) => {
    const block = new Downsampler(8);
    return { block, run: () => block.forward(map), shape: [2, 2, 2, 8] };
  },
  doubling: ({ map }) => {
    const block = new Upsampler(8);
    return { block, run: () => block.forward(map), shape: [2, 8, 8, 8] };
  },
  'the time embedding': () => {
    const block = new TimeEmbedding(8);
    return { block, run: () => block.forward([0, 999]), shape: [2, 32] };
  },
};

describe.each(['wasm', 'cpu'])('one level of a U-Net on %s', (backend) => {
  useBackend(backend);

  it('doubles a map, and its gradient adds up the four copies of a pixel', () => {
    const x = waves<tf.Rank.R4>([1, 2, 3, 2]);
    const dy = waves<tf.Rank.R4>([1, 4, 6, 2], 1);

    const [y, dx] = [doubled(x), tf.grad((map: tf.Tensor) => doubled(map as tf.Tensor4D))(x, dy)];

    expect(relativeError(y, tf.image.resizeNearestNeighbor(x, [4, 6]).dataSync())).toBe(0);
    expect(relativeError(dx, tf.mul(tf.avgPool(dy, 2, 2, 'valid'), 4).dataSync())).toBeLessThan(1e-6);
    expectSoundLayer(doubled, { x, shape: [1, 4, 6, 2] });
  });

  it.each(Object.entries(PARTS))('%s gives its shape, leaks nothing and has finite gradients', (_, part) =>
    expectSoundBlock(part(partInputs())),
  );

  it('leaks nothing, and has finite gradients in all its weights', () => {
    const small = new Unet({
      ...UNET_TINY,
      levelChannels: [8, 8],
      levelAttention: [true, false],
      blocksPerLevel: 1,
    });
    small.initialise(1);
    const latent = waves<tf.Rank.R4>([2, 4, 4, 4]);
    const input = { latent, timesteps: [3, 900], context: waves<tf.Rank.R3>([2, 3, 24]) };

    expect(small.forward(input).shape).toEqual([2, 4, 4, 4]);
    expectNoLeak(() => small.forward(input));
    expectFiniteGradients(small, () => tf.mean(tf.square(small.forward(input))));
    small.dispose();
  });
});

/** On cpu (`TOILE_TF_BACKEND=cpu`) this passes too, but takes 30 s. */
describe('the tiny U-Net', () => {
  useBackend();

  let unet: Unet;
  let control: ControlNetwork;
  let input: DenoisingInput;
  let added: tf.Tensor4D;
  beforeAll(() => {
    unet = loadGolden(new Unet(UNET_TINY), 'unet-tiny/unet.safetensors');
    control = loadGolden(new ControlNetwork(UNET_TINY), 'unet-tiny/pan_control.safetensors');
    input = {
      latent: golden.image('sample'),
      timesteps: [...golden.values('timestep')],
      context: golden.tensor<tf.Rank.R3>('encoder_hidden_states'),
    };
    added = tf.add(input.latent, golden.image('feature_map_added_to_sample'));
  });
  afterAll(() => {
    unet.dispose();
    control.dispose();
  });

  it('embeds time as diffusers does', () => {
    const waves = sinusoidalEmbedding(input.timesteps, 16);
    expect(waves.shape).toEqual([input.timesteps.length, 16]);
    expectNoLeak(() => sinusoidalEmbedding(input.timesteps, 16));
    expect(relativeError(waves, golden.values('time_proj'))).toBeLessThan(1e-5);
    expect(relativeError(unet.encode(input).conditions.temb, golden.values('time_emb'))).toBeLessThan(1e-5);
  });

  it('predicts noise as diffusers does, without and with an adapter', () => {
    expect(relativeError(channelsFirst(unet.forward(input)), golden.values('eps_unet_only'))).toBeLessThan(
      1e-5,
    );

    const residuals = control.forward({ ...input, latent: added });
    for (const [i, residual] of residuals.skips.entries()) {
      expect(relativeError(channelsFirst(residual), golden.values(`down_zero_conv_out_${i}`))).toBeLessThan(
        1e-5,
      );
    }
    expect(relativeError(channelsFirst(residuals.middle), golden.values('mid_zero_conv_out'))).toBeLessThan(
      1e-5,
    );
    const both = unet.decode(unet.encode(input), residuals);
    expect(relativeError(channelsFirst(both), golden.values('eps_unet_plus_pan'))).toBeLessThan(1e-5);
  });

  it('has the gradients that PyTorch gives in every tensor of the adapter', () => {
    const norms = goldenJson<Record<string, { l2: number; sum: number }>>('unet-tiny/grad_norms.json');
    const target = golden.image('target');
    const { loss, gradients } = lossGradients(control.parameters(), () => {
      const residuals = control.forward({ ...input, latent: added });
      return tf.mean(tf.square(tf.sub(unet.decode(unet.encode(input), residuals), target)));
    });

    expect(relativeError([loss], golden.values('mse_loss'))).toBeLessThan(1e-5);
    expect(Object.keys(norms).sort()).toEqual([...gradients.keys()].sort());
    for (const [name, { l2 }] of Object.entries(norms)) {
      expect(Math.abs(tf.norm(gradients.get(name)!).dataSync()[0]! - l2) / Math.max(l2, 1e-4)).toBeLessThan(
        1e-4,
      );
    }
    for (const key of golden.names.filter((name) => name.startsWith('grad::'))) {
      const name = key.slice('grad::'.length);
      const gradient = fileOrder(control.parameters().get(name)!, gradients.get(name)!);
      expect([name, relativeError(gradient, golden.values(key)) < 1e-4]).toEqual([name, true]);
    }
    tf.dispose([...gradients.values()]);
  });

  it('samples with guidance and DDIM to the picture that diffusers samples', () => {
    const run = goldenTensors('unet-tiny/golden_cfg_ddim5.safetensors');
    const predict = (latent: tf.Tensor4D, t: number, text: string) =>
      unet.forward({ latent, timesteps: [t], context: run.tensor<tf.Rank.R3>(text) });
    const sampler = ddimSampler(noiseSchedule(), { inferenceSteps: 5 });
    const denoise = (latent: tf.Tensor4D, t: number) =>
      guided(predict(latent, t, 'uncond'), predict(latent, t, 'cond'), 7.5);

    const steps = [...sampling({ sampler, denoise, noise: run.image('x_init'), seed: 0 })];

    expect(sampler.timesteps).toEqual([801, 601, 401, 201, 1]);
    expect(relativeError(channelsFirst(steps.at(-1)!.latent), run.values('x_final'))).toBeLessThan(1e-5);
  });

  it('takes the group preference step that PyTorch takes, whole and in two passes', () => {
    const step = goldenTensors('unet-tiny/golden_group_step.safetensors');
    const { global_grad_norm: totalNorm } = goldenJson<{ global_grad_norm: number }>(
      'unet-tiny/golden_group_step.json',
    );
    const noise = step.image('eps_shared');
    const context = step.tensor<tf.Rank.R3>('encoder_hidden_states');
    const map = step.image('feature_map');
    const timestep = step.values('t')[0]!;
    const latents = tf.unstack(step.image('z_t')).map((one) => tf.expandDims(one) as tf.Tensor4D);
    const errorOf = (k: number, adaptedBy: tf.Tensor4D | null): tf.Scalar => {
      const asked = { latent: latents[k]!, timesteps: [timestep], context };
      const residuals = adaptedBy
        ? control.forward({ ...asked, latent: tf.add(asked.latent, adaptedBy) })
        : undefined;
      return tf.mean(tf.square(tf.sub(unet.decode(unet.encode(asked), residuals), noise)));
    };
    const errors = (adaptedBy: tf.Tensor4D | null): tf.Tensor1D =>
      tf.tidy(() => tf.stack(latents.map((_, k) => errorOf(k, adaptedBy))) as tf.Tensor1D);

    const [modelErrors, referenceErrors] = [errors(map), errors(null)];
    const { loss, weights } = weighErrors(
      { modelErrors, referenceErrors },
      { beta: 40, positives: [false, true, false, true] },
    );
    const sums = new Map<string, tf.Tensor>();
    for (const [k, weight] of weights.entries()) {
      const { gradients } = lossGradients(control.parameters(), () => tf.mul(errorOf(k, map), weight));
      for (const [name, gradient] of gradients) {
        const before = sums.get(name);
        sums.set(name, before ? tf.add(before, gradient) : gradient);
      }
    }

    expect(relativeError(modelErrors, step.values('model_mse'))).toBeLessThan(1e-5);
    expect(relativeError(referenceErrors, step.values('ref_mse'))).toBeLessThan(1e-5);
    expect(relativeError([loss], step.values('loss_sum_over_positives'))).toBeLessThan(1e-5);
    for (const key of step.names.filter((name) => name.startsWith('grad::'))) {
      const name = key.slice('grad::'.length);
      const gradient = fileOrder(control.parameters().get(name)!, sums.get(name)!);
      expect([name, relativeError(gradient, step.values(key)) < 1e-4]).toEqual([name, true]);
    }
    const weightedErrors = (feature: tf.Tensor) =>
      tf.addN(latents.map((_, k) => tf.mul(errorOf(k, feature as tf.Tensor4D), weights[k]!)));
    const mapGradient = tf.grad(weightedErrors)(map) as tf.Tensor4D;
    expect(relativeError(channelsFirst(mapGradient), step.values('grad_feature_map'))).toBeLessThan(1e-4);
    const norm = Math.sqrt(
      [...sums.values()].reduce((sum, gradient) => sum + tf.sum(tf.square(gradient)).dataSync()[0]!, 0),
    );
    expect(norm / totalNorm).toBeCloseTo(1, 4);
  });
});

describe('published weight files', () => {
  it('of Stable Diffusion 1.5 fit by every name and shape', () => {
    const unet = new Unet(SD15_UNET);

    expect(weightDifferences(unet, publishedKeys('sd15_unet_diffusers'))).toEqual({
      missing: [],
      unexpected: [],
      misshapen: [],
    });
    expect(parameterCount(unet)).toBe(859_520_964);
    expect(unet.parameters().size).toBe(686);
  });

  it('of ControlNet fit by every name and shape, but for its network for control images', () => {
    const differences = weightDifferences(
      new ControlNetwork(SD15_UNET),
      publishedKeys('sd15_controlnet_diffusers'),
      {
        ignore: IGNORED_CONTROL_TENSORS,
      },
    );

    expect(differences).toEqual({ missing: [], unexpected: [], misshapen: [] });
  });
});
