/**
 * The model library: CLIP, the personalised reward model, the denoising U-Net with its
 * personalised adapter, autoencoders, samplers and training, on TensorFlow.js. It knows no
 * database, request or clock; seeds and paths are arguments.
 */
export { Autoencoder } from './autoencoder/autoencoder.js';
export type { AutoencoderConfig } from './autoencoder/autoencoder-config.js';
export type { Backend } from './backend/backend.js';
export { startBackend } from './backend/start-backend.js';
export { AestheticPredictor } from './baselines/aesthetic.js';
export { ImageTextReward } from './baselines/image-text-reward.js';
export { StepAwareReward } from './baselines/step-aware-reward.js';
export type { ClipConfig } from './clip/clip-config.js';
export { ClipModel, ClipTextEncoder, unitLength } from './clip/clip-model.js';
export { resizedSize } from './clip/preprocess-image.js';
export type { Picture } from './clip/resize-bicubic.js';
export { resizeBicubic } from './clip/resize-bicubic.js';
export {
  type AdapterDescription,
  type Feature,
  type PlugInDescription,
  personalNetworkConfig,
  rewardConfig,
} from './configs/personal-json.js';
export { GUIDANCE_RANGE, SAMPLING_STEPS_RANGE, type Sampling, samplingOf } from './configs/sampling-json.js';
export type { SchedulerConfig } from './configs/scheduler-json.js';
export { PersonalNetwork } from './control/personal-network.js';
export { decodePicture } from './data/decode-picture.js';
export { loadPickAPic } from './data/preferences/load-pick-a-pic.js';
export { loadPreferences } from './data/preferences/load-preferences.js';
export { type PreferenceDataset, pictureOf } from './data/preferences/preference-group.js';
export type { ClipTokenizer } from './data/tokenizer/clip-tokenizer.js';
export { compactTokenizer } from './data/tokenizer/compact-tokenizer.js';
export { noiseSchedule, SD15_SCHEDULE } from './diffusion/noise-schedule.js';
export { averagePrecision, groupAuc, type ScoredGroup } from './metrics/ranking.js';
export { ModelError } from './model-error.js';
export type { Module } from './nn/module.js';
export { readNumbers } from './nn/read-numbers.js';
export { GenerationPipeline } from './pipelines/generation-pipeline.js';
export type { Profile } from './pipelines/profile.js';
export { profileReader } from './pipelines/profile.js';
export { RewardPipeline } from './pipelines/reward-pipeline.js';
export { PersonalRewardModel, PLUG_IN_FORMS } from './reward/personal-reward-model.js';
export { DivergenceError } from './training/divergence-guard.js';
export { epochBatches } from './training/epoch-batches.js';
export type { Objective } from './training/objective.js';
export { autoencoderObjective } from './training/objectives/autoencoder.js';
export { contrastiveObjective, type PhraseTargets } from './training/objectives/contrastive.js';
export { type Denoiser, personalDenoiser, wholeDenoiser } from './training/objectives/denoiser.js';
export { type DenoisingConfig, denoisingObjective } from './training/objectives/denoising.js';
export { groupPreferenceObjective, type PreferenceBatch } from './training/objectives/group-preference.js';
export { pairRewardObjective } from './training/objectives/pair-reward.js';
export { personalRewardObjective, type RewardBatch } from './training/objectives/personal-reward.js';
export { picksObjective } from './training/objectives/picks.js';
export { ratingsObjective } from './training/objectives/ratings.js';
export { shuffledPhrases } from './training/shuffled-phrases.js';
export {
  STEP_PREFERENCE,
  stepJudge,
  stepPreferenceObjective,
} from './training/step-preference/step-preference.js';
export { stepRewardObjective } from './training/step-preference/step-reward.js';
export { Trainer } from './training/trainer.js';
export { Unet } from './unet/unet.js';
export { loadParts } from './weights/folders/folder-part.js';
export {
  type GeneratorFolder,
  readGeneratorFolder,
  readSampling,
} from './weights/folders/generator-folder.js';
export { type InspectedFolder, inspectModelFolder } from './weights/folders/inspect-model-folder.js';
export { openGenerationPipeline, openRewardPipeline } from './weights/folders/open-pipelines.js';
export { type RewardFolder, readRewardFolder } from './weights/folders/reward-folder.js';
export { saveGeneratorFolder, saveRewardFolder } from './weights/folders/save-folders.js';
export { loadWeights } from './weights/load-weights.js';
export { openSafetensors } from './weights/open-safetensors.js';
export { saveWeights } from './weights/save-weights.js';
