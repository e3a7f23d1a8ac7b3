import type { Bounds, Job, Viewer } from '../../platform/index.js';
import type { ModelVersion } from '../registry/model-version.entity.js';

/** Pictures that one request may score. */
export const SCORED_IMAGES: Bounds = { min: 1, max: 64 };

export interface ScoreRequest {
  readonly storeId: string;
  readonly prompt: string;
  /** Hashes of pictures in the store of images. */
  readonly imageIds: readonly string[];
  /** The reward model in production by default. */
  readonly versionId?: string | null;
}

export interface ImageScore {
  readonly imageHash: string;
  /** 100 x the cosine of the prompt and the picture, as the store sees them. */
  readonly score: number;
}

export interface ImageScores {
  readonly version: ModelVersion;
  /** In the order of the request. */
  readonly scores: readonly ImageScore[];
  /** What the model knows of the store. */
  readonly knownFeatures: readonly { readonly name: string; readonly value: string }[];
  /** Features of the model of which the store has no value, or one that the model never saw. */
  readonly unknownFeatures: readonly string[];
  /** Words of the prompt that the model does not know, so that they change nothing. */
  readonly unknownWords: readonly string[];
}

export interface GenerationRequest {
  readonly storeId: string;
  readonly prompt: string;
  /** How many pictures, 1 to 8. */
  readonly count: number;
  /** From 0 to 2^31 - 1; any by default. */
  readonly seed?: number | null;
  /** Denoising steps a picture, 1 to 50; by default what is usual for the version, or what its own server chooses. */
  readonly steps?: number | null;
  /** Classifier-free guidance scale, 1 to 20; 1 is none; by default as `steps`. */
  readonly guidance?: number | null;
  /** The generator in production by default. */
  readonly versionId?: string | null;
}

/** The words that a model learnt, by what they say of a garment. */
export interface PromptPhrases {
  /** E.g. `neckline`. */
  readonly aspect: string;
  readonly phrases: readonly string[];
}

/** Scoring and drawing pictures for a store. */
export interface Inference {
  /**
   * @throws {DomainError} INVALID_INPUT for an empty or too long prompt, no or too many pictures, a picture that cannot
   *         be read, a version of the other kind; NOT_FOUND for a store, picture or version the viewer does not see;
   *         CONFLICT where no version is in production; RATE_LIMITED where too many requests wait; FORBIDDEN
   */
  score(viewer: Viewer, workspaceId: string, request: ScoreRequest): Promise<ImageScores>;

  /** Queues a run of the kind GENERATE. @throws {DomainError} as `score` */
  generate(viewer: Viewer, workspaceId: string, request: GenerationRequest): Promise<Job>;

  /** The phrases that prompts of the version's training data were made of; none where they are not known. */
  vocabulary(viewer: Viewer): PromptPhrases[];
}

/** A model behind a KServe Open Inference Protocol v2 server. */
export interface RemoteModel {
  /** Root of the server, without `/v2`. */
  readonly url: string;
  readonly modelName: string;
  /** The server's default by default. */
  readonly modelVersion: string | null;
  /** Names of its tensors where they are not ours, as JSON. */
  readonly tensors: Readonly<Record<string, string>>;
  /**
   * Name of the environment variable (`TOILE_REMOTE_KEY_...`) that holds the server's key, which is sent as a bearer
   * token. The key itself is in no table, backup nor log.
   */
  readonly keyVariable: string | null;
}

export interface RemoteModels {
  /**
   * Asks the server for the model's metadata and compares its inputs and outputs with what a model of the kind needs.
   *
   * @returns what the server calls its platform, e.g. `onnxruntime_onnx`
   * @throws {DomainError} INVALID_INPUT where it cannot be reached, has no such model, or the tensors do not fit
   */
  check(kind: ModelVersion['kind'], model: RemoteModel): Promise<{ readonly architecture: string }>;
}
