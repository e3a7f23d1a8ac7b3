import { readdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { cachedLatents } from '../../../../../../server/models/training/objectives/generator/latents.js';
import { Autoencoder } from '../../../../../../server/perfusion/index.js';
import { useBackend } from '../../../../../support/perfusion/backend.js';
import { useDirectory } from '../../../../../support/run/directory.js';

useBackend();
const directory = useDirectory();

it('latents that a kill cut short are made anew, and nothing is left beside them', async () => {
  const sizes = { levelChannels: [4, 4], blocksPerLevel: 1, latentChannels: 2, groups: 2 };
  const autoencoder = new Autoencoder({ ...sizes, scale: 1 });
  autoencoder.initialise(1);
  const set = { count: 3, size: 4, pixels: Uint8Array.from({ length: 3 * 4 * 4 * 3 }, (_, i) => i) };
  const path = join(directory.path, 'latents.f32');
  const valuesOf = async () => {
    const { batch } = await cachedLatents(autoencoder, set, directory.path);
    const latents = batch([2, 0]);
    const values = [...latents.dataSync()];
    latents.dispose();
    return values;
  };
  const whole = await valuesOf();
  const bytes = readFileSync(path);
  truncateSync(path, 10);

  expect(await valuesOf()).toEqual(whole);
  expect(readFileSync(path)).toEqual(bytes);
  expect(readdirSync(directory.path)).toEqual(['latents.f32']);
  autoencoder.dispose();
});
