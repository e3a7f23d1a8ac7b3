import { join } from 'node:path';
import { saveGeneratorFolder, saveRewardFolder } from '../../../server/perfusion/index.js';
import { OPERATOR } from '../../../server/platform/index.js';
import type { Toile } from '../../../server/schema.js';
import {
  ADAPTER,
  PLUG_IN,
  tinyGenerator,
  tinyReward,
  trained,
} from '../../support/perfusion/model-folders.js';

/** Where the tiny models of a test lie, and the versions they are registered as. */
export interface TinyModels {
  readonly rewardFolder: string;
  readonly generatorFolder: string;
  readonly rewardId: string;
  readonly generatorId: string;
}

/** What is usual for the tiny generator. */
export const TINY_SAMPLING = { steps: 3, guidance: 2.5 };

/** Registers the golden CLIP and U-Net, personalised, and puts both into production. A backend must run. */
export async function addTinyModels({ models }: Toile, directory: string): Promise<TinyModels> {
  const rewardFolder = join(directory, 'tiny-reward');
  const reward = tinyReward(PLUG_IN);
  trained(reward.plugIn!.model, /fc2/);
  saveRewardFolder(rewardFolder, reward);
  const generatorFolder = join(directory, 'tiny-generator');
  const generator = tinyGenerator(ADAPTER);
  if ('adapter' in generator) trained(generator.adapter.network, /zero_in|controlnet_/);
  saveGeneratorFolder(generatorFolder, { ...generator, sampling: TINY_SAMPLING });
  const register = async (name: string, folder: string) => {
    const { id } = await models.registry.register(OPERATOR, { name, folder });
    await models.stages.promote(OPERATOR, id);
    return id;
  };
  return {
    rewardFolder,
    generatorFolder,
    rewardId: await register('Tiny reward model', rewardFolder),
    generatorId: await register('Tiny generator', generatorFolder),
  };
}
