import * as tf from '@tensorflow/tfjs-core';
import { LRUCache } from 'lru-cache';
import { type ClipModel, unitLength } from '../clip/clip-model.js';
import { preprocessImage } from '../clip/preprocess-image.js';
import type { Picture } from '../clip/resize-bicubic.js';
import { ModelError } from '../model-error.js';
import type { PersonalRewardModel, PlugInForm } from '../reward/personal-reward-model.js';
import type { Profile, ProfileReader } from './profile.js';
import { type PromptTokenizer, promptIds } from './prompt-ids.js';

/** A picture to score. */
export interface ScoredPicture extends Picture {
  /** Names the content, e.g. its SHA-256; a model whose vision tower is not personalised sees such a picture once. */
  readonly hash?: string;
}

export interface ScoringRequest {
  readonly prompt: string;
  readonly profile: Profile;
  readonly images: readonly ScoredPicture[];
}

export interface RewardParts {
  readonly clip: ClipModel;
  /** Refuses prompts that are too long. */
  readonly tokenizer: PromptTokenizer;
  /** Absent for a model that is not personalised. */
  readonly personal?: {
    readonly model: PersonalRewardModel;
    readonly reader: ProfileReader;
    readonly form: PlugInForm;
  };
}

/** Pictures that go through the vision tower together; more saves little and takes memory. */
export const IMAGE_BATCH = 8;

const TEXTS_KEPT = 500;
const IMAGES_KEPT = 5_000;

/** Scores how well pictures fit a prompt in the eyes of a merchant: 100 times the cosine of CLIP's embeddings. */
export class RewardPipeline {
  private readonly texts = new LRUCache<string, Float32Array, Pick<ScoringRequest, 'prompt' | 'profile'>>({
    max: TEXTS_KEPT,
    memoMethod: (_key, _stale, { context }) => this.embedNewText(context),
  });
  private readonly pictures = new LRUCache<string, Float32Array>({ max: IMAGES_KEPT });

  constructor(private readonly parts: RewardParts) {}

  /**
   * @returns one score a picture, 100 cos in [-100, 100], in the order of the pictures
   * @throws {ModelError} if the prompt is empty or too long, or a picture's bytes do not fit its size
   */
  score({ prompt, profile, images }: ScoringRequest): Float32Array {
    for (const image of images) requireWhole(image);
    const text = this.embedText(prompt, profile);
    return Float32Array.from(this.embedImages(images, profile), (image) => 100 * product(text, image));
  }

  /** @returns the words of a prompt that the model does not know */
  unknownWords = (prompt: string): string[] => this.parts.tokenizer.unknownWords(prompt);

  /** Features of a profile that change this model's scores, and those that it lacks or does not know. */
  coverage = (profile: Profile) =>
    this.parts.personal?.reader.coverage(profile) ?? { known: [], unknown: [] };

  /** Frees the weights; the pipeline cannot be used afterwards. */
  dispose(): void {
    this.parts.clip.dispose();
    this.parts.personal?.model.dispose();
  }

  private embedText(prompt: string, profile: Profile): Float32Array {
    const { personal } = this.parts;
    const features = personal && personal.form !== 'visionOnly' ? personal.reader.read(profile) : [];
    return this.texts.memo(JSON.stringify([prompt, features]), { context: { prompt, profile } });
  }

  private embedNewText({ prompt, profile }: Pick<ScoringRequest, 'prompt' | 'profile'>): Float32Array {
    const { clip, tokenizer, personal } = this.parts;
    const ids = promptIds(tokenizer, prompt);
    return rowsOf(() => {
      const batch = tf.tensor2d(ids, [1, ids.length], 'int32');
      return personal
        ? personal.model.embedText(batch, personal.model.featureIds([personal.reader.read(profile)]))
        : unitLength(clip.embedText(batch));
    })[0]!;
  }

  private embedImages(images: readonly ScoredPicture[], profile: Profile): Float32Array[] {
    const { personal } = this.parts;
    const keeps = !personal || personal.form === 'textOnly';
    const found = images.map(({ hash }) => (keeps && hash ? this.pictures.get(hash) : undefined));
    const missing = images.filter((_, i) => !found[i]);
    const computed: Float32Array[] = [];
    for (let at = 0; at < missing.length; at += IMAGE_BATCH)
      computed.push(...this.embedBatch(missing.slice(at, at + IMAGE_BATCH), profile));
    for (const [i, { hash }] of missing.entries()) if (keeps && hash) this.pictures.set(hash, computed[i]!);
    let next = 0;
    return found.map((vector) => vector ?? computed[next++]!);
  }

  private embedBatch(images: readonly Picture[], profile: Profile): Float32Array[] {
    const { clip, personal } = this.parts;
    const size = clip.config.vision.imageSize;
    return rowsOf(() => {
      const pixels = images.map((image) =>
        tf.tensor3d(preprocessImage(image, size, 'huggingFace'), [size, size, 3]),
      );
      const batch = tf.stack(pixels) as tf.Tensor4D;
      if (!personal) return unitLength(clip.embedImages(batch));
      const row = personal.reader.read(profile);
      return personal.model.embedImages(batch, personal.model.featureIds(images.map(() => row)));
    });
  }
}

/** Reads a matrix row by row; frees everything else. */
function rowsOf(compute: () => tf.Tensor2D): Float32Array[] {
  const matrix = tf.tidy(compute);
  const [rows, width] = matrix.shape;
  const values = matrix.dataSync<'float32'>();
  matrix.dispose();
  return Array.from({ length: rows }, (_, i) => values.slice(i * width, (i + 1) * width));
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function requireWhole({ width, height, pixels }: Picture): void {
  if (width >= 1 && height >= 1 && pixels.length === width * height * 3) return;
  throw new ModelError(
    `An image of ${width} x ${height} pixels must have ${width * height * 3} bytes, red, green and blue, but has ${pixels.length}.`,
  );
}
