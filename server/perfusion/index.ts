/**
 * The model library: CLIP, the personalised reward model, the denoising U-Net with its
 * personalised adapter, autoencoders, samplers and training, on TensorFlow.js. It knows no
 * database, request or clock; seeds and paths are arguments.
 */
export { Autoencoder } from './autoencoder/autoencoder.js';
export type { Backend } from './backend/backend.js';
export { startBackend } from './backend/start-backend.js';
export { ClipModel } from './clip/clip-model.js';
export type { Picture } from './clip/resize-bicubic.js';
export { PersonalNetwork } from './control/personal-network.js';
export { decodePicture } from './data/decode-picture.js';
export { loadPickAPic } from './data/preferences/load-pick-a-pic.js';
export { loadPreferences } from './data/preferences/load-preferences.js';
export {
  type PictureFile,
  type PreferenceDataset,
  type PreferenceGroup,
  pictureOf,
  preferenceDataset,
} from './data/preferences/preference-group.js';
export type { ClipTokenizer } from './data/tokenizer/clip-tokenizer.js';
export { compactTokenizer } from './data/tokenizer/compact-tokenizer.js';
export { ddimSampler } from './diffusion/ddim.js';
export { noiseSchedule } from './diffusion/noise-schedule.js';
export { guided, sampling, standardNormal } from './diffusion/sample.js';
export { rankingQuality } from './metrics/ranking.js';
export { ModelError } from './model-error.js';
export { GenerationPipeline, type GenerationRequest } from './pipelines/generation-pipeline.js';
export type { Profile } from './pipelines/profile.js';
export { RewardPipeline, type ScoredPicture } from './pipelines/reward-pipeline.js';
export { PersonalRewardModel } from './reward/personal-reward-model.js';
export { Unet } from './unet/unet.js';
export { readGeneratorFolder } from './weights/folders/generator-folder.js';
export { type InspectedFolder, inspectModelFolder } from './weights/folders/inspect-model-folder.js';
export { openGenerationPipeline, openRewardPipeline } from './weights/folders/open-pipelines.js';
export { saveGeneratorFolder, saveRewardFolder } from './weights/folders/save-folders.js';
