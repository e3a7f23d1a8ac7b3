/**
 * The model library: CLIP, the personalised reward model, the denoising U-Net with its
 * personalised adapter, autoencoders, samplers and training, on TensorFlow.js. It knows no
 * database, request or clock; seeds and paths are arguments.
 */
export { Autoencoder, type LatentDistribution } from './autoencoder/autoencoder.js';
export type { AutoencoderConfig } from './autoencoder/autoencoder-config.js';
export { oldAttentionName } from './autoencoder/mid-attention.js';
export { originalTinyName, TinyAutoencoder } from './autoencoder/tiny-autoencoder.js';
export { type Backend, type BackendName, requireBytes } from './backend/backend.js';
export { startBackend } from './backend/start-backend.js';
export { AestheticPredictor } from './baselines/aesthetic.js';
export type { ClipConfig, TextConfig, VisionConfig } from './clip/clip-config.js';
export { ClipModel, ClipTextEncoder, IGNORED_CLIP_TENSORS, unitLength } from './clip/clip-model.js';
export { contrastiveLoss } from './clip/contrastive-loss.js';
export { preprocessImage } from './clip/preprocess-image.js';
export { type Picture, resizeBicubic } from './clip/resize-bicubic.js';
export { CLIP_VIT_B_32, CLIP_VIT_H_14, CLIP_VIT_L_14, SD15_TEXT } from './configs/clip.js';
export { SD15_AUTOENCODER, SD15_UNET } from './configs/stable-diffusion.js';
export { IGNORED_CONTROL_TENSORS } from './control/control-network.js';
export { PersonalNetwork, type PersonalNetworkConfig } from './control/personal-network.js';
export { type ClipTokenizer, openClipTokenizer } from './data/clip-tokenizer.js';
export { decodePicture } from './data/decode-picture.js';
export { ddimSampler } from './diffusion/ddim.js';
export { ddpmSampler } from './diffusion/ddpm.js';
export { dpmSolverSampler } from './diffusion/dpm-solver.js';
export { addNoise, type NoiseSchedule, noiseSchedule } from './diffusion/noise-schedule.js';
export { guided, type SamplingProgress, sampling, standardNormal } from './diffusion/sample.js';
export type { Sampler } from './diffusion/sampler.js';
export { averagePrecision, groupAuc, rankingQuality, type ScoredGroup } from './metrics/ranking.js';
export { ModelError } from './model-error.js';
export { type Module, parameterCount } from './nn/module.js';
export type { Parameter } from './nn/parameter.js';
export { integers, normals, type RandomSource, shuffledIndices, uniforms } from './nn/random.js';
export { type GroupFeedback, groupKlLoss } from './reward/group-loss.js';
export {
  type GroupBatch,
  PersonalRewardModel,
  type PlugInForm,
  type RewardConfig,
} from './reward/personal-reward-model.js';
export type { UserConfig } from './reward/user-encoder.js';
export { ADAM_W, AdamW, type AdamWConfig } from './training/adam-w.js';
export {
  exactPreferenceLoss,
  groupPreferenceLoss,
  implicitRewards,
  pairPreferenceLoss,
  type WeightedErrors,
  weighErrors,
} from './training/group-preference-loss.js';
export {
  constantWithWarmUp,
  type LearningRate,
  linearWithWarmUp,
  scaledRate,
} from './training/learning-rate.js';
export { clipGradients, lossGradients } from './training/loss-gradients.js';
export { MovingAverage } from './training/moving-average.js';
export { type Residuals, Unet } from './unet/unet.js';
export type { UnetConfig } from './unet/unet-config.js';
export type { DenoisingInput } from './unet/unet-encoder.js';
export { loadCheckpoint, saveCheckpoint, type TrainingState } from './weights/checkpoint.js';
export { loadWeights, weightDifferences } from './weights/load-weights.js';
export { openWeights } from './weights/open-weights.js';
export { saveWeights } from './weights/save-weights.js';
export type { TensorSource } from './weights/stored-tensor.js';
