import type { Backend } from '../../backend/backend.js';
import {
  clipActivationBytes,
  decoderActivationBytes,
  unetActivationBytes,
} from '../../pipelines/activation-bytes.js';
import { GenerationPipeline } from '../../pipelines/generation-pipeline.js';
import { profileReader } from '../../pipelines/profile.js';
import { IMAGE_BATCH, RewardPipeline } from '../../pipelines/reward-pipeline.js';
import { loadParts } from './folder-part.js';
import { readGeneratorFolder } from './generator-folder.js';
import { readRewardFolder } from './reward-folder.js';

/**
 * Loads a reward model: Hugging Face's `CLIPModel` folder, optionally with `plug_in/`.
 *
 * @param backend what `startBackend` returned; weights and activations are counted against its budget
 * @param overflow whether a prompt that is too long is refused, or cut as in the published evaluations
 * @throws {ModelError} if the folder is incomplete, damaged or does not fit, or the backend cannot hold it
 */
export function openRewardPipeline(
  path: string,
  backend: Backend,
  overflow: 'refuse' | 'cut' = 'refuse',
): RewardPipeline {
  const { clip, tokenizer, plugIn, parts } = readRewardFolder(path, overflow);
  const activationBytes = clipActivationBytes(clip.config, IMAGE_BATCH);
  loadParts(parts, { backend, activationBytes, purpose: `The reward model in ${path}` });
  if (!plugIn) return new RewardPipeline({ clip, tokenizer });
  const { model, description } = plugIn;
  const personal = { model, reader: profileReader(description.features), form: description.form };
  return new RewardPipeline({ clip, tokenizer, personal });
}

/**
 * Loads a generator: a Stable Diffusion folder of diffusers, optionally with `pan/`.
 *
 * @param backend what `startBackend` returned; weights and activations are counted against its budget
 * @throws {ModelError} if the folder is incomplete, damaged or does not fit, or the backend cannot hold it
 */
export function openGenerationPipeline(path: string, backend: Backend): GenerationPipeline {
  const { config, adapter, parts, ...modules } = readGeneratorFolder(path);
  const { latentSize } = config.unet;
  const activationBytes = Math.max(
    unetActivationBytes(config.unet, 2, adapter ? 3 : 1), // without and with the prompt
    decoderActivationBytes(config.autoencoder, latentSize),
  );
  loadParts(parts, { backend, activationBytes, purpose: `The generator in ${path}` });
  const { scheduler } = config;
  if (!adapter) return new GenerationPipeline({ ...modules, scheduler });
  const { network, description } = adapter;
  const { features, panInUncond } = description;
  return new GenerationPipeline({
    ...modules,
    scheduler,
    personal: { network, reader: profileReader(features), panInUncond },
  });
}
