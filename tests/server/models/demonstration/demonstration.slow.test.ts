import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Backend,
  openRewardPipeline,
  type RewardPipeline,
  startBackend,
} from '../../../../server/perfusion/index.js';
import { temporaryFolder } from '../../../support/perfusion/model-folders.js';
import { demonstrationFolder, ownAndOthers, personalisedGains } from './unseen-garments.js';

const scratch = temporaryFolder();

describe('the demonstration models', () => {
  let backend: Backend;
  let pipeline: RewardPipeline;

  beforeAll(async () => {
    backend = await startBackend({ forced: 'wasm' });
    pipeline = openRewardPipeline(demonstrationFolder('reward'), backend);
  });
  afterAll(() => pipeline.dispose());

  it('rank the picks of a merchant well, and far less well on behalf of another', () => {
    const { own, others } = ownAndOthers(pipeline, 80);

    expect(own).toBeGreaterThan(0.72);
    expect(others).toBeLessThan(own - 0.1);
  });

  it('draw pictures for merchants that please them more than those for nobody', async () => {
    const gains = await personalisedGains({ backend, scratch }, 3);

    expect(gains.get('PerFusionRM score, personalised less not')).toBeGreaterThan(0);
    expect(gains.get('True utility, personalised less not')).toBeGreaterThan(0);
  });
});
