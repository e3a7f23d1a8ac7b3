import { expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { BACKEND_NAMES, requireBytes } from '../../../../server/perfusion/backend/backend.js';
import { startBackend } from '../../../../server/perfusion/backend/start-backend.js';
import { settings } from '../../../../server/platform/config/settings.js';

const notInstalled = async (name: string) => {
  throw Object.assign(new Error(`Cannot find package '${name}'`), { code: 'ERR_MODULE_NOT_FOUND' });
};
const broken = async () => {
  throw new Error('tfjs_binding.node can not be found\nRequire stack: ...');
};

it('takes wasm where no native package is installed, and says why', async () => {
  const backend = await startBackend({ load: notInstalled });

  expect(backend.name).toBe('wasm');
  expect(backend.reason).toBe(
    'wasm, because @tensorflow/tfjs-node-gpu is not installed; @tensorflow/tfjs-node is not installed',
  );
  expect(tf.getBackend()).toBe('wasm');
});

it('goes on past a native package that does not load', async () => {
  const backend = await startBackend({ load: broken });

  expect(backend.reason).toContain(
    '@tensorflow/tfjs-node does not load (tfjs_binding.node can not be found)',
  );
});

it('starts the forced backend only', async () => {
  expect((await startBackend({ forced: 'cpu', load: notInstalled })).name).toBe('cpu');
  expect(tf.getBackend()).toBe('cpu');
  await expect(startBackend({ forced: 'gpu', load: notInstalled })).rejects.toThrow(
    'TOILE_TF_BACKEND asks for gpu, but @tensorflow/tfjs-node-gpu is not installed.',
  );
  await expect(startBackend({ forced: 'cuda' })).rejects.toThrow('must be one of gpu, node, wasm, cpu');
});

it('can force every backend by the setting of the server', () => {
  const { schema } = settings.tensorBackend;

  expect(BACKEND_NAMES.map((name) => schema.parse(name))).toEqual([...BACKEND_NAMES]);
});

it('refuses what the wasm heap cannot hold, with advice', async () => {
  const backend = await startBackend({ forced: 'wasm' });
  const clipViTH14 = 986_109_441 * 4;

  expect(() => requireBytes(backend, clipViTH14, 'CLIP ViT-H/14')).toThrow(
    /CLIP ViT-H\/14 needs 3\.67 GiB, but the wasm backend holds at most 3\.50 GiB\. Install @tensorflow/,
  );
  expect(() => requireBytes(backend, 151_277_313 * 4, 'CLIP ViT-B/32')).not.toThrow();
});
