import { describe, expect, it } from '@jest/globals';
import { Autoencoder } from '../../../../server/perfusion/autoencoder/autoencoder.js';
import { ClipModel, ClipTextEncoder } from '../../../../server/perfusion/clip/clip-model.js';
import { autoencoderConfig, autoencoderJson } from '../../../../server/perfusion/configs/autoencoder-json.js';
import {
  clipConfig,
  clipJson,
  textConfig,
  textJson,
} from '../../../../server/perfusion/configs/clip-json.js';
import { requirePreprocessing } from '../../../../server/perfusion/configs/preprocessor-json.js';
import { schedulerConfig, schedulerJson } from '../../../../server/perfusion/configs/scheduler-json.js';
import { unetConfig, unetJson } from '../../../../server/perfusion/configs/unet-json.js';
import {
  ControlNetwork,
  IGNORED_CONTROL_TENSORS,
} from '../../../../server/perfusion/control/control-network.js';
import { SD15_SCHEDULE } from '../../../../server/perfusion/diffusion/noise-schedule.js';
import { Unet } from '../../../../server/perfusion/unet/unet.js';
import { weightDifferences } from '../../../../server/perfusion/weights/load-weights.js';
import { UNET_TINY } from '../../../support/perfusion/configs.js';
import { goldenJson, publishedKeys } from '../../../support/perfusion/golden.js';
import {
  CLIP_B32_JSON,
  CLIP_L14_JSON,
  LAION_H14_JSON,
  LAION_PREPROCESSOR_JSON,
  PICK_SCORE_JSON,
  SD15_SCHEDULER_JSON,
  SD15_TEXT_JSON,
  SD15_UNET_JSON,
  SD15_UNET_JSON_LONG,
  SD15_VAE_JSON,
} from '../../../support/perfusion/published-configs.js';
import {
  CLIP_VIT_B_32,
  CLIP_VIT_H_14,
  CLIP_VIT_L_14,
  SD15_AUTOENCODER,
  SD15_TEXT,
  SD15_UNET,
} from '../../../support/perfusion/published-sizes.js';

const fits = { missing: [], unexpected: [], misshapen: [] };

describe('published configurations give exactly the published tensors', () => {
  it.each([
    ['ViT-B/32', CLIP_B32_JSON, CLIP_VIT_B_32, 'clip_vit_b32_hf'],
    ['ViT-L/14', CLIP_L14_JSON, CLIP_VIT_L_14, 'clip_vit_l14_hf'],
    ["LAION's ViT-H/14", LAION_H14_JSON, CLIP_VIT_H_14, 'clip_vit_h14_laion_hf'],
    ['PickScore', PICK_SCORE_JSON, CLIP_VIT_H_14, 'clip_vit_h14_laion_hf'],
  ])('CLIP %s', (_, json, expected, keys) => {
    const config = clipConfig(json, 'config.json');

    expect(config).toEqual(expected);
    expect(weightDifferences(new ClipModel(config), publishedKeys(keys))).toEqual(fits);
    expect(clipConfig(clipJson(config), 'ours')).toEqual(config);
  });

  it('the text encoder of Stable Diffusion 1.5', () => {
    const config = textConfig(SD15_TEXT_JSON, 'text_encoder/config.json');

    expect(config).toEqual(SD15_TEXT);
    expect(weightDifferences(new ClipTextEncoder(config), publishedKeys('sd15_text_encoder_hf'))).toEqual(
      fits,
    );
    expect(textConfig(textJson(config), 'ours')).toEqual(config);
  });

  it('the U-Net of Stable Diffusion 1.5, in its short and its long form', () => {
    const config = unetConfig(SD15_UNET_JSON, 'unet/config.json');

    expect(config).toEqual(SD15_UNET);
    expect(unetConfig(SD15_UNET_JSON_LONG, 'unet/config.json')).toEqual(config);
    expect(weightDifferences(new Unet(config), publishedKeys('sd15_unet_diffusers'))).toEqual(fits);
    expect(unetConfig(unetJson(config), 'ours')).toEqual(config);
  });

  it('the ControlNets of Stable Diffusion 1.5', () => {
    const ignore = { ignore: IGNORED_CONTROL_TENSORS };
    const keys = publishedKeys('sd15_controlnet_diffusers');

    expect(weightDifferences(new ControlNetwork(SD15_UNET), keys, ignore)).toEqual(fits);
  });

  it('the autoencoder of Stable Diffusion 1.5', () => {
    const config = autoencoderConfig(SD15_VAE_JSON, 'vae/config.json');

    expect(config).toEqual(SD15_AUTOENCODER);
    expect(weightDifferences(new Autoencoder(config), publishedKeys('sd15_vae_diffusers'))).toEqual(fits);
    expect(autoencoderConfig(autoencoderJson(config), 'ours')).toEqual(config);
  });

  it('the noise schedule of Stable Diffusion 1.5, whose PNDM becomes DDIM', () => {
    const config = schedulerConfig(SD15_SCHEDULER_JSON, 'scheduler_config.json');

    expect(config).toEqual({
      schedule: SD15_SCHEDULE,
      sampler: 'ddim',
      offset: 1,
      endsAtOne: false,
      clips: false,
    });
    expect(schedulerConfig(schedulerJson(config), 'ours')).toEqual(config);
  });

  it('the tiny U-Net of the golden tensors', () => {
    expect(unetConfig(goldenJson('unet-tiny/config.json'), 'config.json')).toEqual(UNET_TINY);
  });
});

it('takes the defaults of each scheduler of diffusers', () => {
  const of = (_class_name: string, rest = {}) => schedulerConfig({ _class_name, ...rest }, 'config');

  expect(of('DDIMScheduler')).toMatchObject({ endsAtOne: true, clips: true, offset: 0, sampler: 'ddim' });
  expect(of('DDIMScheduler').schedule).toMatchObject({ betas: 'linear', betaStart: 0.0001, betaEnd: 0.02 });
  const solver = of('DPMSolverMultistepScheduler', { prediction_type: 'v_prediction' });
  expect(solver).toMatchObject({ sampler: 'dpm-solver', schedule: { prediction: 'velocity' } });
  expect(schedulerConfig(schedulerJson(solver), 'ours')).toEqual(solver);
});

describe('what is not supported is refused by key and value', () => {
  const unet = (change: object) => () =>
    unetConfig({ ...SD15_UNET_JSON_LONG, ...change }, 'unet/config.json');
  const vae = (change: object) => () => autoencoderConfig({ ...SD15_VAE_JSON, ...change }, 'vae/config.json');
  const scheduler = (change: object) => () =>
    schedulerConfig({ ...SD15_SCHEDULER_JSON, ...change }, 'scheduler');
  const clip = (change: object) => () => clipConfig({ ...PICK_SCORE_JSON, ...change }, 'config.json');
  const text = (change: object) => () => textConfig({ ...SD15_TEXT_JSON, ...change }, 'text');
  const pixels = (change: object) => () =>
    requirePreprocessing({ ...LAION_PREPROCESSOR_JSON, ...change }, 224, 'preprocessor');

  it.each([
    [unet({ use_linear_projection: true }), 'has use_linear_projection = true; supported: false.'],
    [unet({ in_channels: 9 }), 'has out_channels = 4; supported: 9.'],
    [
      unet({ attention_head_dim: [5, 10, 20, 20] }),
      'has attention_head_dim = [5,10,20,20]; supported: whole numbers of at least 1.',
    ],
    [
      unet({ attention_head_dim: 7 }),
      'has block_out_channels = [320,640,1280,1280]; supported: multiples of the 7',
    ],
    [unet({ num_class_embeds: 10 }), 'has num_class_embeds = 10; supported: null.'],
    [
      unet({ _class_name: 'UNet2DModel' }),
      'has _class_name = "UNet2DModel"; supported: "UNet2DConditionModel".',
    ],
    [
      unet({ down_block_types: ['DownBlock2D', 'AttnDownBlock2D', 'DownBlock2D', 'DownBlock2D'] }),
      'has down_block_types = ["DownBlock2D","AttnDownBlock2D"',
    ],
    [unet({ up_block_types: ['UpBlock2D', 'UpBlock2D', 'UpBlock2D', 'UpBlock2D'] }), 'has up_block_types ='],
    [
      unet({ new_trick: 'fast' }),
      'unet/config.json has settings that are not supported: new_trick ("fast").',
    ],
    [
      unet({ block_out_channels: undefined }),
      'has no block_out_channels; supported: lists of whole numbers.',
    ],
    [
      vae({ _class_name: 'AutoencoderTiny' }),
      'has _class_name = "AutoencoderTiny"; supported: "AutoencoderKL".',
    ],
    [vae({ shift_factor: 0.1 }), 'has shift_factor = 0.1; supported: null.'],
    [scheduler({ _class_name: 'EulerDiscreteScheduler' }), 'has _class_name = "EulerDiscreteScheduler"'],
    [scheduler({ beta_schedule: 'squaredcos_cap_v2' }), 'has beta_schedule = "squaredcos_cap_v2"'],
    [scheduler({ rescale_betas_zero_snr: true }), 'has rescale_betas_zero_snr = true; supported: false.'],
    [scheduler({ timestep_spacing: 'trailing' }), 'has timestep_spacing = "trailing"; supported: "leading".'],
    [clip({ model_type: 'siglip' }), 'config.json has model_type = "siglip"; supported: "clip".'],
    [
      clip({ vision_config: { hidden_act: 'gelu_new' } }),
      'config.json, vision_config has hidden_act = "gelu_new"; supported: "quick_gelu", "gelu", "silu", "relu".',
    ],
    [
      clip({ text_config: { num_attention_heads: 7 } }),
      'text_config has num_attention_heads = 7; supported: divisors',
    ],
    [
      clip({ vision_config: { patch_size: 15 } }),
      'has patch_size = 15; supported: divisors of the image size 224.',
    ],
    [
      text({ architectures: ['CLIPTextModelWithProjection'] }),
      'has architectures = ["CLIPTextModelWithProjection"]',
    ],
    [unet({ sample_size: 60 }), 'has sample_size = 60; supported: multiples of 8, which 4 levels halve.'],
    [scheduler({ steps_offset: 0.5 }), 'has steps_offset = 0.5; supported: 0, 1.'],
    [scheduler({ steps_offset: -3 }), 'has steps_offset = -3; supported: 0, 1.'],
    [scheduler({ num_train_timesteps: 1 }), 'has num_train_timesteps = 1; supported: at least 2.'],
    [scheduler({ beta_start: 0 }), 'has beta_start = 0; supported: above 0 and below 1.'],
    [scheduler({ beta_end: 1 }), 'has beta_end = 1; supported: above 0 and below 1.'],
    [vae({ scaling_factor: 0 }), 'has scaling_factor = 0; supported: above 0.'],
    [text({ layer_norm_eps: -1 }), 'has layer_norm_eps = -1; supported: above 0 and below 1.'],
    [pixels({ resample: 2 }), 'preprocessor has resample = 2; supported: 3.'],
    [pixels({ image_mean: [0.5, 0.5, 0.5] }), 'has image_mean = [0.5,0.5,0.5]'],
    [pixels({ size: { shortest_edge: 336 } }), 'has size = {"shortest_edge":336}'],
  ])('%#', (read, message) => {
    expect(read).toThrow(message);
  });

  it('but published preprocessing is taken, in its short and its long form', () => {
    const long = { size: { shortest_edge: 224 }, crop_size: { height: 224, width: 224 }, do_rescale: true };

    expect(pixels({})).not.toThrow();
    expect(pixels(long)).not.toThrow();
  });
});
