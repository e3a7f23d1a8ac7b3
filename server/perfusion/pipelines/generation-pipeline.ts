import * as tf from '@tensorflow/tfjs-core';
import { LRUCache } from 'lru-cache';
import type { Autoencoder } from '../autoencoder/autoencoder.js';
import type { ClipTextEncoder } from '../clip/clip-model.js';
import type { Picture } from '../clip/resize-bicubic.js';
import type { SchedulerConfig } from '../configs/scheduler-json.js';
import type { PersonalNetwork } from '../control/personal-network.js';
import { ddimSampler } from '../diffusion/ddim.js';
import { dpmSolverSampler } from '../diffusion/dpm-solver.js';
import { type NoiseSchedule, noiseSchedule } from '../diffusion/noise-schedule.js';
import { type Denoise, guided, sampling, standardNormal } from '../diffusion/sample.js';
import type { Sampler } from '../diffusion/sampler.js';
import { ModelError } from '../model-error.js';
import { readNumbers } from '../nn/read-numbers.js';
import type { Residuals, Unet } from '../unet/unet.js';
import { type GenerationRequest, requireNumbers } from './generation-request.js';
import type { Profile, ProfileReader } from './profile.js';
import { type PromptTokenizer, promptIds } from './prompt-ids.js';

/** How far a picture has come. */
export interface GenerationProgress {
  /** Steps done. */
  readonly done: number;
  readonly total: number;
}

export interface GeneratorParts {
  readonly textEncoder: ClipTextEncoder;
  /** Refuses prompts that are too long. */
  readonly tokenizer: PromptTokenizer;
  readonly unet: Unet;
  readonly autoencoder: Autoencoder;
  readonly scheduler: SchedulerConfig;
  /** Absent for a model that is not personalised. */
  readonly personal?: {
    readonly network: PersonalNetwork;
    readonly reader: ProfileReader;
    readonly panInUncond: boolean;
  };
}

const TEXTS_KEPT = 100;
const NO_NUMBERS =
  'The image came out as NaN or infinity. Lower the guidance or take another number of steps; if it stays, ' +
  'the model is damaged: import it again.';

/** Draws images for a prompt and a merchant, by Stable Diffusion with or without PerFusion's adapter. */
export class GenerationPipeline {
  /** By prompt: text as the U-Net reads it, tokens * width numbers. */
  private readonly contexts = new LRUCache<string, Float32Array, Int32Array>({
    max: TEXTS_KEPT,
    memoMethod: (_prompt, _stale, { context: ids }) =>
      readNumbers(() => this.parts.textEncoder.text.forward(tf.tensor2d(ids, [1, ids.length], 'int32'))),
  });
  private readonly schedule: NoiseSchedule;

  constructor(private readonly parts: GeneratorParts) {
    this.schedule = noiseSchedule(parts.scheduler.schedule);
  }

  /**
   * Draws one image, a step at a time. The caller may stop between steps with `return()`, which
   * frees everything. The same request gives the same bytes on the same backend.
   *
   * @returns the picture, once all steps are done
   * @throws {ModelError} before the first step, if the prompt is empty or too long, or a number is
   *         out of its range; after the last, if the picture holds numbers that are not finite
   */
  *generate(request: GenerationRequest): Generator<GenerationProgress, Picture> {
    requireNumbers(request, this.schedule.stepCount);
    const sampler = this.sampler(request);
    const text = this.contexts.memo(request.prompt, {
      context: promptIds(this.parts.tokenizer, request.prompt),
    });
    const { latentSize: size, latentChannels } = this.parts.unet.config;
    const source = { seed: request.seed, purpose: 'candidate', step: request.index };
    const noise = standardNormal(source, [1, size, size, latentChannels]);
    let picture: Picture | null = null;
    try {
      const task = { sampler, denoise: this.denoise(request, text), noise, seed: request.seed };
      for (const { done, total, latent } of sampling(task)) {
        if (done === total) picture = this.picture(latent);
        yield { done, total };
      }
      return picture!;
    } finally {
      noise.dispose();
    }
  }

  /** Draws one picture to its end: the bytes that `generate` comes to. @throws {ModelError} as `generate` */
  draw(request: GenerationRequest): Picture {
    const drawing = this.generate(request);
    for (;;) {
      const { done, value } = drawing.next();
      if (done) return value;
    }
  }

  /** @returns the words of a prompt that the model does not know */
  unknownWords = (prompt: string): string[] => this.parts.tokenizer.unknownWords(prompt);

  /** Features of a profile that change this model's pictures, and those that it lacks or does not know. */
  coverage = (profile: Profile) =>
    this.parts.personal?.reader.coverage(profile) ?? { known: [], unknown: [] };

  /** Frees the weights; the pipeline cannot be used afterwards. */
  dispose(): void {
    const { textEncoder, unet, autoencoder, personal } = this.parts;
    for (const module of [textEncoder, unet, autoencoder, personal?.network]) module?.dispose();
  }

  private sampler({ steps }: GenerationRequest): Sampler {
    const { sampler, offset, endsAtOne, clips } = this.parts.scheduler;
    return sampler === 'ddim'
      ? ddimSampler(this.schedule, { inferenceSteps: steps, offset, endsAtOne, clips })
      : dpmSolverSampler(this.schedule, { inferenceSteps: steps });
  }

  /** The network of one picture: with guidance one batch holds the branches without and with the prompt. */
  private denoise(request: GenerationRequest, text: Float32Array): Denoise {
    const isGuided = request.guidance !== 1;
    const texts = isGuided
      ? [this.contexts.memo('', { context: this.parts.tokenizer.encode('') }), text]
      : [text];
    return (latent, timestep) => {
      const { contextSize } = this.parts.unet.config;
      const context = tf.stack(
        texts.map((values) => tf.tensor2d(values, [values.length / contextSize, contextSize])),
      );
      const latents = isGuided ? tf.concat([latent, latent]) : latent;
      const prediction = this.predict(request, {
        latent: latents,
        timesteps: texts.map(() => timestep),
        context: context as tf.Tensor3D,
      });
      if (!isGuided) return prediction;
      const [unconditional, conditional] = tf.split(prediction, 2) as [tf.Tensor4D, tf.Tensor4D];
      return guided(unconditional, conditional, request.guidance);
    };
  }

  private predict(request: GenerationRequest, input: Parameters<Unet['encode']>[0]): tf.Tensor4D {
    const { unet, personal } = this.parts;
    const encoded = unet.encode(input);
    if (!personal) return unet.decode(encoded);
    const { network, reader } = personal;
    const row = reader.read(request.profile);
    const features = network.user.featureIds(input.timesteps.map(() => row));
    const residuals = network.forward(input, features);
    const keepsAll = request.guidance === 1 || (request.panInUncond ?? personal.panInUncond);
    return unet.decode(encoded, keepsAll ? residuals : conditionalOnly(residuals));
  }

  private picture(latent: tf.Tensor4D): Picture {
    const image = tf.tidy(() => this.parts.autoencoder.decode(latent)); // about [-1, 1]
    const isWhole = image.dataSync().every(Number.isFinite); // clipping makes bytes of anything
    const bytes = readNumbers(() =>
      tf.round(tf.mul(tf.clipByValue(tf.add(tf.mul(image, 0.5), 0.5), 0, 1), 255)),
    );
    const [, height, width] = image.shape;
    tf.dispose([latent, image]);
    if (!isWhole) throw new ModelError(NO_NUMBERS);
    return { width, height, pixels: Uint8Array.from(bytes) };
  }
}

/** Takes the adapter out of the first half of the batch, which has no prompt. */
function conditionalOnly({ skips, middle }: Residuals): Residuals {
  const cut = (map: tf.Tensor4D): tf.Tensor4D => tf.mul(map, tf.tensor4d([0, 1], [2, 1, 1, 1]));
  return { skips: skips.map(cut), middle: cut(middle) };
}
