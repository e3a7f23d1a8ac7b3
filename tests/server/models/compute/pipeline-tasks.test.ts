import { rmSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { checkPromptTask } from '../../../../server/models/compute/pipeline-tasks.js';
import { saveRewardFolder, startBackend } from '../../../../server/perfusion/index.js';
import { temporaryFolder, tinyReward } from '../../../support/perfusion/model-folders.js';

const folder = temporaryFolder();

it('reads the words that a version knows once', async () => {
  const backend = await startBackend({ forced: process.env.TOILE_TF_BACKEND ?? 'wasm' });
  saveRewardFolder(folder, tinyReward());
  const check = (prompt: string) =>
    checkPromptTask(
      { versionId: 'v', kind: 'REWARD', folder, prompt },
      { backend, post: () => {}, throwIfCancelled: () => {} },
    );
  expect(await check('ab, tulle')).toEqual({ unknownWords: ['tulle'] });
  rmSync(folder, { recursive: true });

  expect(await check('cd, sequins')).toEqual({ unknownWords: ['sequins'] });
  await expect(check('ab '.repeat(20))).rejects.toThrow('The prompt has 20 tokens');
});
