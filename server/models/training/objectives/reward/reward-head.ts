import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
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
import { count } from '../../fields.js';

/** How ImageReward's head is built. */
export const imageTextHead = z.strictObject({
  layers: count,
  /** ImageReward takes 1024, 128, 64, 16. */
  headSizes: z.array(count).min(1),
});

/** How an aesthetic predictor is built. */
export const aestheticHead = z.strictObject({
  activation: z.enum(['none', 'relu']).default('none'),
  /** The published predictor takes 1024, 128, 64, 16. */
  hiddenSizes: z.array(count).length(4),
});

/** What stands on a CLIP that is no PerFusionRM, and how it is built; plain data. */
type HeadConfig =
  | ({ readonly kind: 'comparisons' } & z.infer<typeof imageTextHead>)
  | ({ readonly kind: 'ratings' } & z.infer<typeof aestheticHead>)
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

/** @returns what kind of head a stage wrote into a folder, or null where it holds a CLIP or PerFusionRM alone */
export const headKind = (folder: string): HeadConfig['kind'] | null => headConfig(folder)?.kind ?? null;

function headConfig(folder: string): HeadConfig | null {
  const path = join(folder, 'head', 'config.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as HeadConfig) : null;
}

/** @returns the head that a stage wrote into a folder, or null where it holds a CLIP or PerFusionRM alone */
export function loadedHead(folder: string, clip: ClipModel): RewardHead | null {
  const config = headConfig(folder);
  if (!config) return null;
  const head = built(config, clip);
  const source = openSafetensors(join(folder, 'head', 'model.safetensors'));
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
  { activation, hiddenSizes }: z.infer<typeof aestheticHead>,
  clip: ClipModel,
): AestheticPredictor =>
  new AestheticPredictor(activation === 'relu' ? 'relu' : 'linear', [
    clip.config.embedding,
    ...hiddenSizes,
    1,
  ]);
