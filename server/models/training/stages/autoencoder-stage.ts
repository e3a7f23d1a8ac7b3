import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import {
  Autoencoder,
  type AutoencoderConfig,
  autoencoderObjective,
  epochBatches,
  loadWeights,
  openSafetensors,
  saveWeights,
} from '../../../perfusion/index.js';
import { type PictureSet, symmetricBatch } from '../data/picture-set.js';
import type { StageOf } from '../recipe.js';
import { modelFolder, runTraining, type StageContext } from '../stage-context.js';

/** Trains the autoencoder between pictures and latents, and scales latents to variance 1. */
export async function autoencoderStage(stage: StageOf<'autoencoder'>, context: StageContext): Promise<void> {
  const { seed, pictures: split } = context.recipe;
  const set = await context.pictures();
  const autoencoder = new Autoencoder({ ...stage.model, scale: 1 });
  autoencoder.initialise(seed);
  const places = epochBatches({ seed, count: split.count, batchSize: stage.optimisation.batch });
  await runTraining(context, stage, {
    objective: autoencoderObjective(autoencoder, stage),
    batch: (index) => ({ images: symmetricBatch(set, places(index)) }),
  });
  const scale = latentScale(autoencoder, set);
  saveAutoencoder(modelFolder(context, stage.name), autoencoder, { ...stage.model, scale });
  autoencoder.dispose();
}

const SCALE_SAMPLE = 256;
const ENCODED_AT_ONCE = 32;

/** 1 over the standard deviation of latents, to four digits. */
function latentScale(autoencoder: Autoencoder, set: PictureSet): number {
  const latents = encodedMeans(autoencoder, set, Math.min(SCALE_SAMPLE, set.count));
  const mean = latents.reduce((sum, value) => sum + value, 0) / latents.length;
  const variance = latents.reduce((sum, value) => sum + (value - mean) ** 2, 0) / latents.length;
  return Number((1 / Math.sqrt(variance)).toPrecision(4));
}

/** @returns latents of the first pictures of a set as the U-Net takes them, one after the other */
export function encodedMeans(autoencoder: Autoencoder, set: PictureSet, count = set.count): Float32Array {
  const parts: Float32Array[] = [];
  for (let begin = 0; begin < count; begin += ENCODED_AT_ONCE) {
    const places = Array.from({ length: Math.min(ENCODED_AT_ONCE, count - begin) }, (_, i) => begin + i);
    parts.push(tf.tidy(() => autoencoder.encode(symmetricBatch(set, places)).dataSync<'float32'>()));
  }
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function saveAutoencoder(folder: string, autoencoder: Autoencoder, config: AutoencoderConfig): void {
  mkdirSync(folder, { recursive: true });
  saveWeights(autoencoder, join(folder, 'model.safetensors'));
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
}

/** @returns the autoencoder that a stage has trained */
export function loadedAutoencoder(folder: string): Autoencoder {
  const config = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as AutoencoderConfig;
  const autoencoder = new Autoencoder(config);
  const source = openSafetensors(join(folder, 'model.safetensors'));
  try {
    loadWeights(autoencoder, source);
  } finally {
    source.close();
  }
  return autoencoder;
}
