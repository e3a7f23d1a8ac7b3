import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AestheticPredictor,
  type ClipModel,
  ImageTextReward,
  loadWeights,
  type Module,
  openSafetensors,
  StepAwareReward,
  saveWeights,
} from '../../../../perfusion/index.js';
import type { StageOf } from '../../recipe-stages.js';

/** What stands on a CLIP that is no PerFusionRM, and how it is built; plain data. */
type HeadConfig =
  | ({ readonly kind: 'comparisons' } & StageOf<'comparisons'>['model'])
  | ({ readonly kind: 'ratings' } & StageOf<'ratings'>['model'])
  | { readonly kind: 'stepReward'; readonly waveSize: number };

/** A head with its weights. */
export type RewardHead = ImageTextReward | AestheticPredictor | StepAwareReward;

/** Writes a head beside the CLIP that it stands on, where only stages and measures read it. */
export function saveHead(folder: string, config: HeadConfig, head: Module): void {
  const path = join(folder, 'head');
  mkdirSync(path, { recursive: true });
  saveWeights(head, join(path, 'model.safetensors'));
  writeFileSync(join(path, 'config.json'), JSON.stringify(config));
}

/** @returns the head that a stage wrote into a folder, or null where it holds a CLIP or PerFusionRM alone */
export function loadedHead(folder: string, clip: ClipModel): RewardHead | null {
  const path = join(folder, 'head');
  if (!existsSync(path)) return null;
  const head = built(JSON.parse(readFileSync(join(path, 'config.json'), 'utf8')) as HeadConfig, clip);
  const source = openSafetensors(join(path, 'model.safetensors'));
  try {
    loadWeights(head, source);
  } finally {
    source.close();
  }
  return head;
}

function built(config: HeadConfig, clip: ClipModel): RewardHead {
  switch (config.kind) {
    case 'comparisons':
      return new ImageTextReward(clip, config);
    case 'ratings':
      return newPredictor(config, clip);
    case 'stepReward':
      return new StepAwareReward(clip, config.waveSize);
  }
}

export const newPredictor = (
  { activation, hiddenSizes }: StageOf<'ratings'>['model'],
  clip: ClipModel,
): AestheticPredictor =>
  new AestheticPredictor(activation === 'relu' ? 'relu' : 'linear', [
    clip.config.embedding,
    ...hiddenSizes,
    1,
  ]);
