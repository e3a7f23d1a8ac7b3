import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import {
  Autoencoder,
  type AutoencoderConfig,
  autoencoderObjective,
  epochBatches,
  loadWeights,
  openSafetensors,
  saveWeights,
} from '../../../../perfusion/index.js';
import { type PictureSet, symmetricBatch } from '../../data/picture-set.js';
import { count } from '../../fields.js';
import type { TrainingObjective } from '../objective.js';
import { EarlierStage, stageSettings } from '../settings.js';
import { modelFolder, runTraining, type StageContext } from '../stage-context.js';
import { copyWeights } from '../weights.js';
import { encodedMeans } from './latents.js';

const settings = stageSettings('autoencoder', {
  /** Earlier stage of the same model to go on from. */
  parent: EarlierStage.optional(),
  model: z.strictObject({
    levelChannels: z.array(count).min(1),
    blocksPerLevel: count,
    latentChannels: count,
    groups: count,
  }),
  error: z.enum(['absolute', 'squared']),
  klWeight: z.number().min(0),
});

type AutoencoderStage = z.infer<typeof settings>;

/** Trains the autoencoder between pictures and latents, and scales latents to variance 1. */
export const autoencoder: TrainingObjective<typeof settings> = {
  settings,
  data: 'garments',
  produces: 'autoencoder',
  needs: ({ parent }) => [[parent, 'autoencoder']],
  train,
};

async function train(stage: AutoencoderStage, context: StageContext): Promise<void> {
  const { seed, pictures: split } = context.recipe;
  const set = await context.pictures();
  const autoencoder = new Autoencoder({ ...stage.model, scale: 1 });
  autoencoder.initialise(seed);
  startLinear(autoencoder, stage.model.latentChannels);
  if (stage.parent) startFrom(autoencoder, modelFolder(context, stage.parent.stage));
  const places = epochBatches({ seed, count: split.count, batchSize: stage.optimisation.batch });
  await runTraining(context, stage, {
    objective: autoencoderObjective(autoencoder, stage),
    batch: (index) => ({ images: inOpponentColours(symmetricBatch(set, places(index))) }),
  });
  foldColours(autoencoder);
  const scale = latentScale(autoencoder, set);
  saveAutoencoder(modelFolder(context, stage.name), autoencoder, { ...stage.model, scale });
  autoencoder.dispose();
}

/** Log variance of latents at the start: so little noise that colours get through it. */
const FIRST_LOG_VARIANCE = -6;

/**
 * Starts with residual blocks that pass their input on, and nearly exact latents: a linear autoencoder learns colours
 * fast.
 */
function startLinear(autoencoder: Autoencoder, latentChannels: number): void {
  for (const [name, parameter] of autoencoder.parameters()) {
    if (LAST_OF_BLOCK.test(name)) parameter.assignValues(new Float32Array(parameter.size));
    if (name !== 'quant_conv.bias') continue;
    const bias = Float32Array.from({ length: 2 * latentChannels }, (_, i) =>
      i < latentChannels ? 0 : FIRST_LOG_VARIANCE,
    );
    parameter.assignValues(bias);
  }
}

const LAST_OF_BLOCK = /\bconv2\.|\bto_out\./;

/** How much colourfulness is stretched in training, so that colours weigh as much as light and dark. */
const STRETCH = 2.5;

/** [batch, height, width, 3]: every colour further from the grey of its brightness. */
const inOpponentColours = (images: tf.Tensor4D): tf.Tensor4D => tf.tidy(() => stretched(images, STRETCH, 3));

/** Moves values apart along an axis of red, green and blue, their mean staying. */
function stretched<T extends tf.Tensor>(values: T, factor: number, axis: number): T {
  return tf.tidy(() => {
    const grey = tf.mean(values, axis, true);
    return tf.add(grey, tf.mul(tf.sub(values, grey), factor)) as T;
  });
}

/** Goes on with the weights of an earlier stage, for stretched colours again. */
function startFrom(autoencoder: Autoencoder, folder: string): void {
  const earlier = loadedAutoencoder(folder);
  copyWeights(autoencoder, earlier);
  earlier.dispose();
  foldColours(autoencoder, 1 / STRETCH);
}

/**
 * Builds the stretch into the first and the inverse into the last convolution, so that the autoencoder takes plain
 * pictures.
 */
function foldColours(autoencoder: Autoencoder, stretch = STRETCH): void {
  const parameters = autoencoder.parameters();
  const fold = (name: string, factor: number, axis: number) => {
    const parameter = parameters.get(name)!;
    parameter.assign(stretched(parameter.value, factor, axis));
  };
  fold('encoder.conv_in.weight', stretch, 2); // [height, width, in, out]
  fold('decoder.conv_out.weight', 1 / stretch, 3);
  fold('decoder.conv_out.bias', 1 / stretch, 0);
}

const SCALE_SAMPLE = 256;

/** 1 over the standard deviation of latents, to four digits. */
function latentScale(autoencoder: Autoencoder, set: PictureSet): number {
  const latents = encodedMeans(autoencoder, set, Math.min(SCALE_SAMPLE, set.count));
  const mean = latents.reduce((sum, value) => sum + value, 0) / latents.length;
  const variance = latents.reduce((sum, value) => sum + (value - mean) ** 2, 0) / latents.length;
  return Number((1 / Math.sqrt(variance)).toPrecision(4));
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
