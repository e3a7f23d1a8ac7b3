/**
 * Configuration files of published models, as their folders hold them; of the long lists of
 * settings that steer text generation and change nothing here, a few stay as examples.
 */

/** unet/config.json of Stable Diffusion 1.5 (diffusers 0.6), which leaves out what equals the defaults. */
export const SD15_UNET_JSON = {
  _class_name: 'UNet2DConditionModel',
  _diffusers_version: '0.6.0',
  act_fn: 'silu',
  attention_head_dim: 8,
  block_out_channels: [320, 640, 1280, 1280],
  center_input_sample: false,
  cross_attention_dim: 768,
  down_block_types: ['CrossAttnDownBlock2D', 'CrossAttnDownBlock2D', 'CrossAttnDownBlock2D', 'DownBlock2D'],
  downsample_padding: 1,
  flip_sin_to_cos: true,
  freq_shift: 0,
  in_channels: 4,
  layers_per_block: 2,
  mid_block_scale_factor: 1,
  norm_eps: 1e-5,
  norm_num_groups: 32,
  out_channels: 4,
  sample_size: 64,
  up_block_types: ['UpBlock2D', 'CrossAttnUpBlock2D', 'CrossAttnUpBlock2D', 'CrossAttnUpBlock2D'],
};

/** The same as diffusers 0.17 writes it. */
export const SD15_UNET_JSON_LONG = {
  ...SD15_UNET_JSON,
  _diffusers_version: '0.17.0.dev0',
  addition_embed_type: null,
  addition_embed_type_num_heads: 64,
  class_embed_type: null,
  class_embeddings_concat: false,
  conv_in_kernel: 3,
  conv_out_kernel: 3,
  cross_attention_norm: null,
  dual_cross_attention: false,
  encoder_hid_dim: null,
  mid_block_only_cross_attention: null,
  mid_block_type: 'UNetMidBlock2DCrossAttn',
  num_class_embeds: null,
  only_cross_attention: false,
  projection_class_embeddings_input_dim: null,
  resnet_out_scale_factor: 1.0,
  resnet_skip_time_act: false,
  resnet_time_scale_shift: 'default',
  time_cond_proj_dim: null,
  time_embedding_act_fn: null,
  time_embedding_dim: null,
  time_embedding_type: 'positional',
  timestep_post_act: null,
  upcast_attention: null,
  use_linear_projection: false,
};

/** vae/config.json of Stable Diffusion 1.5; it does not say the scale, 0.18215. */
export const SD15_VAE_JSON = {
  _class_name: 'AutoencoderKL',
  _diffusers_version: '0.6.0',
  act_fn: 'silu',
  block_out_channels: [128, 256, 512, 512],
  down_block_types: Array.from({ length: 4 }, () => 'DownEncoderBlock2D'),
  in_channels: 3,
  latent_channels: 4,
  layers_per_block: 2,
  norm_num_groups: 32,
  out_channels: 3,
  sample_size: 512,
  up_block_types: Array.from({ length: 4 }, () => 'UpDecoderBlock2D'),
};

/** text_encoder/config.json of Stable Diffusion 1.5; its token ids are the library's defaults, not CLIP's. */
export const SD15_TEXT_JSON = {
  _name_or_path: 'openai/clip-vit-large-patch14',
  architectures: ['CLIPTextModel'],
  attention_dropout: 0.0,
  bos_token_id: 0,
  dropout: 0.0,
  eos_token_id: 2,
  hidden_act: 'quick_gelu',
  hidden_size: 768,
  initializer_factor: 1.0,
  initializer_range: 0.02,
  intermediate_size: 3072,
  layer_norm_eps: 1e-5,
  max_position_embeddings: 77,
  model_type: 'clip_text_model',
  num_attention_heads: 12,
  num_hidden_layers: 12,
  pad_token_id: 1,
  torch_dtype: 'float32',
  vocab_size: 49408,
};

/** scheduler/scheduler_config.json of Stable Diffusion 1.5. */
export const SD15_SCHEDULER_JSON = {
  _class_name: 'PNDMScheduler',
  _diffusers_version: '0.6.0',
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
  beta_start: 0.00085,
  num_train_timesteps: 1000,
  set_alpha_to_one: false,
  skip_prk_steps: true,
  steps_offset: 1,
  trained_betas: null,
  clip_sample: false,
};

/** config.json of OpenAI's ViT-B/32 as newer versions of the library write it: all sizes are its defaults. */
export const CLIP_B32_JSON = {
  architectures: ['CLIPModel'],
  initializer_factor: 1.0,
  logit_scale_init_value: 2.6592,
  model_type: 'clip',
  projection_dim: 512,
  text_config: { bos_token_id: 0, dropout: 0.0, eos_token_id: 2, model_type: 'clip_text_model' },
  vision_config: { dropout: 0.0, model_type: 'clip_vision_model' },
};

/** config.json of OpenAI's ViT-L/14, in the same form. */
export const CLIP_L14_JSON = {
  ...CLIP_B32_JSON,
  projection_dim: 768,
  text_config: {
    ...CLIP_B32_JSON.text_config,
    hidden_size: 768,
    intermediate_size: 3072,
    num_attention_heads: 12,
    projection_dim: 768,
  },
  vision_config: {
    ...CLIP_B32_JSON.vision_config,
    hidden_size: 1024,
    intermediate_size: 4096,
    num_attention_heads: 16,
    num_hidden_layers: 24,
    patch_size: 14,
    projection_dim: 768,
  },
};

const H14_TEXT = {
  hidden_act: 'gelu',
  hidden_size: 1024,
  intermediate_size: 4096,
  num_attention_heads: 16,
  num_hidden_layers: 24,
};
const H14_VISION = {
  hidden_act: 'gelu',
  hidden_size: 1280,
  intermediate_size: 5120,
  num_attention_heads: 16,
  num_hidden_layers: 32,
  patch_size: 14,
};

/** config.json of PickScore, a ViT-H/14: what differs from the defaults. */
export const PICK_SCORE_JSON = {
  architectures: ['CLIPModel'],
  initializer_factor: 1.0,
  logit_scale_init_value: 2.6592,
  model_type: 'clip',
  projection_dim: 1024,
  text_config: { ...H14_TEXT, model_type: 'clip_text_model', bos_token_id: 0, eos_token_id: 2 },
  torch_dtype: 'float32',
  vision_config: { ...H14_VISION, model_type: 'clip_vision_model', dropout: 0.0 },
};

/** config.json of LAION's ViT-H/14, which says its sizes twice, in the old way too. */
export const LAION_H14_JSON = {
  ...PICK_SCORE_JSON,
  text_config: {
    ...H14_TEXT,
    layer_norm_eps: 1e-5,
    max_position_embeddings: 77,
    num_beams: 1,
    vocab_size: 49408,
  },
  text_config_dict: H14_TEXT,
  vision_config: { ...H14_VISION, image_size: 224, layer_norm_eps: 1e-5, num_channels: 3 },
  vision_config_dict: H14_VISION,
};

/** preprocessor_config.json of LAION's ViT-H/14, which PickScore uses too. */
export const LAION_PREPROCESSOR_JSON = {
  crop_size: 224,
  do_center_crop: true,
  do_normalize: true,
  do_resize: true,
  feature_extractor_type: 'CLIPFeatureExtractor',
  image_mean: [0.48145466, 0.4578275, 0.40821073],
  image_std: [0.26862954, 0.26130258, 0.27577711],
  resample: 3,
  size: 224,
};
