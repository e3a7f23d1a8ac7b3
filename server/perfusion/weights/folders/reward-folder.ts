import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ClipModel, IGNORED_CLIP_TENSORS } from '../../clip/clip-model.js';
import { clipConfig } from '../../configs/clip-json.js';
import { type PlugInDescription, plugInDescription, rewardConfig } from '../../configs/personal-json.js';
import { requirePreprocessing } from '../../configs/preprocessor-json.js';
import type { ClipTokenizer } from '../../data/tokenizer/clip-tokenizer.js';
import { PersonalRewardModel } from '../../reward/personal-reward-model.js';
import { isOpenClip, openClipSource } from '../open-clip-source.js';
import type { TensorSource } from '../stored-tensor.js';
import type { AdaptedSource, FolderPart } from './folder-part.js';
import { openFittingTokenizer } from './folder-tokenizer.js';
import { readJsonFile } from './json-file.js';

/** A reward model as its folder describes it, without weights. */
export interface RewardFolder {
  readonly clip: ClipModel;
  readonly tokenizer: ClipTokenizer;
  readonly plugIn: { readonly model: PersonalRewardModel; readonly description: PlugInDescription } | null;
  readonly parts: readonly FolderPart[];
}

/**
 * Reads the configuration of a reward model: Hugging Face's `CLIPModel`, optionally with `plug_in/`.
 *
 * @param overflow what its tokenizer does with a prompt that is too long
 * @throws {ModelError} if a file is missing or damaged, or a choice is not supported
 */
export function readRewardFolder(path: string, overflow: 'refuse' | 'cut' = 'refuse'): RewardFolder {
  const file = join(path, 'config.json');
  const clip = new ClipModel(clipConfig(readJsonFile(file), file));
  const { text, vision } = clip.config;
  const preprocessor = join(path, 'preprocessor_config.json');
  if (existsSync(preprocessor))
    requirePreprocessing(readJsonFile(preprocessor), vision.imageSize, preprocessor);
  const tokenizer = openFittingTokenizer(path, text, overflow);
  const plugIn = readPlugIn(join(path, 'plug_in'), clip);
  const parts: FolderPart[] = [{ path, module: clip, adapt: adaptClip }];
  if (plugIn) parts.push({ path: join(path, 'plug_in'), module: plugIn.model });
  return { clip, tokenizer, plugIn, parts };
}

function readPlugIn(folder: string, clip: ClipModel): RewardFolder['plugIn'] {
  if (!existsSync(folder)) return null;
  const file = join(folder, 'config.json');
  const description = plugInDescription(readJsonFile(file), file);
  return { description, model: new PersonalRewardModel(clip, rewardConfig(description)) };
}

/** Takes OpenAI's names too, and what older files carry along. */
export function adaptClip(source: TensorSource): AdaptedSource {
  return {
    source: isOpenClip(source) ? openClipSource(source) : source,
    options: { ignore: IGNORED_CLIP_TENSORS },
  };
}
