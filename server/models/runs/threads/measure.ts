import { type Backend, readGeneratorFolder, readRewardFolder } from '../../../perfusion/index.js';
import { evaluateReward, type Metric, type RewardDataset } from '../../training/index.js';
import type { ModelMetric } from '../../versions/model-facts.type.js';

/** GAUC and MAP of the model in a reward folder on every test set, and what an oracle reaches where there is one. */
export const rankingOf = (path: string, data: RewardDataset, backend: Backend): ModelMetric[] =>
  evaluateReward(path, data, backend).map(toModelMetric);

export const toModelMetric = ({ n, ...metric }: Metric): ModelMetric => ({
  ...metric,
  ...(n === undefined ? {} : { sampleSize: n }),
});

/** Height and width of the images that a model takes or draws, in pixels. */
export function imageSizeOf(kind: 'REWARD' | 'GENERATOR', path: string): number {
  if (kind === 'REWARD') return readRewardFolder(path).clip.config.vision.imageSize;
  const { unet, autoencoder } = readGeneratorFolder(path).config;
  return unet.latentSize * 2 ** (autoencoder.levelChannels.length - 1);
}
