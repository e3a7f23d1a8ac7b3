import { totalmem } from 'node:os';
import { LRUCache } from 'lru-cache';
import {
  type Backend,
  type ClipTokenizer,
  decodePicture,
  type GenerationPipeline,
  ModelError,
  openGenerationPipeline,
  openRewardPipeline,
  type RewardPipeline,
  readGeneratorFolder,
  readRewardFolder,
} from '../../perfusion/index.js';
import type { CheckedPrompt, GenerateTask, NamedImage, RawImage, ScoreTask } from './model-runner.js';
import type { ModelTask } from './model-task.js';
import { type Disposable, PipelineCache } from './pipeline-cache.js';
import { usualSamplingIn } from './usual-sampling.js';

/** Weights of a version on this machine. */
export interface LoadableModel {
  readonly versionId: string;
  readonly folder: string;
  /** Of the weights as tensors, once. */
  readonly byteSize: number;
}

/** The rest of what a backend holds is for activations. */
const SHARE_FOR_WEIGHTS = 0.6;
/** That keep models, beside each other in the memory of the machine. */
const THREADS = 2;
const TOKENIZERS_KEPT = 4;

/** Each thread has its own: these tasks are meant for one that stays. */
let cache: PipelineCache | undefined;

const cacheOf = ({ byteBudget }: Backend): PipelineCache => {
  cache ??= new PipelineCache(SHARE_FOR_WEIGHTS * Math.min(byteBudget, totalmem() / THREADS));
  return cache;
};

/** The model of a version, with its weights counted as often as the backend keeps them. */
const opened = <T extends Disposable>(
  { versionId, folder, byteSize }: LoadableModel,
  backend: Backend,
  open: (folder: string, backend: Backend) => T,
): T => cacheOf(backend).get(versionId, byteSize * backend.weightCopies, () => open(folder, backend));

/** 100 x the cosine of prompt and image, one per image. */
export const scoreTask: ModelTask<ScoreTask & { readonly model: LoadableModel }, number[]> = async (
  { model, images, prompt, profile },
  { backend },
) => {
  const pipeline = opened<RewardPipeline>(model, backend, openRewardPipeline);
  const scores: number[] = [];
  for (const image of images) {
    const pixels = await decodeNamed(image); // one at a time, since 50 million pixels are 150 MB
    scores.push(...pipeline.score({ prompt, profile, images: [pixels] }));
  }
  return scores;
};

/** Draws one image and says after every step how many are done. */
export const generateTask: ModelTask<
  GenerateTask & { readonly model: LoadableModel },
  RawImage,
  { readonly done: number }
> = async ({ model, ...request }, { backend, post, throwIfCancelled }) => {
  const pipeline = opened<GenerationPipeline>(model, backend, openGenerationPipeline);
  const usual = usualSamplingIn(model.folder);
  const { steps: stepCount = usual.steps, guidance = usual.guidance } = request;
  const steps = pipeline.generate({ ...request, steps: stepCount, guidance });
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    post({ done: step.value.done });
    try {
      throwIfCancelled();
    } catch (error) {
      steps.return({ width: 0, height: 0, pixels: new Uint8Array() }); // frees what it holds
      throw error;
    }
  }
};

/** Of a model, what reads its prompts. */
interface PromptReader extends Pick<LoadableModel, 'versionId' | 'folder'> {
  readonly kind: 'REWARD' | 'GENERATOR';
}

/** By version: the byte pairs of a real CLIP are a table of megabytes. */
const tokenizers = new LRUCache<string, ClipTokenizer, PromptReader>({
  max: TOKENIZERS_KEPT,
  memoMethod: (_id, _stale, { context: { kind, folder } }) =>
    (kind === 'REWARD' ? readRewardFolder(folder) : readGeneratorFolder(folder)).tokenizer,
});

/** Refuses a prompt that the model would refuse, without loading its weights. */
export const checkPromptTask: ModelTask<PromptReader & { readonly prompt: string }, CheckedPrompt> = async ({
  prompt,
  ...reader
}) => {
  const tokenizer = tokenizers.memo(reader.versionId, { context: reader });
  tokenizer.encode(prompt);
  return { unknownWords: tokenizer.unknownWords(prompt).filter(isSpoken) };
};

/** Commas and the like say nothing of a garment. */
const isSpoken = (word: string) => /[\p{L}\p{N}]/u.test(word);

async function decodeNamed({ name, hash, bytes }: NamedImage) {
  try {
    return { ...(await decodePicture(bytes)), ...(hash === undefined ? {} : { hash }) };
  } catch (error) {
    if (error instanceof ModelError) throw new ModelError(`${name}: ${error.message}`, { cause: error });
    throw error;
  }
}
