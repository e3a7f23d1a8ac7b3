/** What a model knows of a store, by the names of its features: `store` is the name of the store. */
export type Profile = Readonly<Record<string, string>>;

export interface ScoreTask {
  readonly prompt: string;
  readonly profile: Profile;
  /** PNG, JPEG or WebP files; a name says which one cannot be read. */
  readonly images: readonly NamedImage[];
}

export interface NamedImage {
  /** For people. */
  readonly name: string;
  /** Of the bytes; what a model sees in them is then computed once. */
  readonly hash?: string;
  readonly bytes: Uint8Array;
}

/** One image of a group. With the version, these values give the same image again on one backend. */
export interface GenerateTask {
  readonly prompt: string;
  readonly profile: Profile;
  readonly seed: number;
  /** Which image of the group, from 0. */
  readonly index: number;
  /** Denoising steps; what is usual for the model by default. */
  readonly steps?: number | undefined;
  /** Classifier-free guidance scale; 1 is none; what is usual for the model by default. */
  readonly guidance?: number | undefined;
}

/** Red, green and blue from 0 to 255, row after row. */
export interface RawImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** What a model makes of a prompt. */
export interface CheckedPrompt {
  /** Words that the model does not know, so that they change nothing; none where it reads every word, or is remote. */
  readonly unknownWords: readonly string[];
}

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** After every denoising step where the model runs here; never where it is remote. */
  readonly onStep?: ((done: number) => void) | undefined;
}

/**
 * Runs versions of models. Every method throws a `DomainError`: INVALID_INPUT for a prompt, an image or settings that
 * the model does not take; CONFLICT where the model cannot be run now.
 */
export interface ModelRunner<Version> {
  /** 100 x the cosine of prompt and image, one per image. */
  score(version: Version, task: ScoreTask, options?: RunOptions): Promise<number[]>;

  generate(version: Version, task: GenerateTask, options?: RunOptions): Promise<RawImage>;

  /**
   * What the model makes of a prompt, without its weights.
   *
   * @throws {DomainError} also INVALID_INPUT for one with more tokens than the model reads, where that is known
   */
  checkPrompt(version: Version, prompt: string): Promise<CheckedPrompt>;
}
