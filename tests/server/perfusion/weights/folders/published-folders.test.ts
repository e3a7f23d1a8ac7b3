import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { oldAttentionName } from '../../../../../server/perfusion/autoencoder/mid-attention.js';
import { WASM_BYTE_BUDGET } from '../../../../../server/perfusion/backend/backend.js';
import { inspectModelFolder } from '../../../../../server/perfusion/weights/folders/inspect-model-folder.js';
import {
  openGenerationPipeline,
  openRewardPipeline,
} from '../../../../../server/perfusion/weights/folders/open-pipelines.js';
import { useBackend } from '../../../../support/perfusion/backend.js';
import { publishedKeys } from '../../../../support/perfusion/golden.js';
import { temporaryFolder } from '../../../../support/perfusion/model-folders.js';
import {
  LAION_PREPROCESSOR_JSON,
  PICK_SCORE_JSON,
  SD15_SCHEDULER_JSON,
  SD15_TEXT_JSON,
  SD15_UNET_JSON,
  SD15_VAE_JSON,
} from '../../../../support/perfusion/published-configs.js';

useBackend('cpu');

const folder = temporaryFolder();
const at = (...names: string[]) => path.join(folder, ...names);
const backend = { name: 'wasm', reason: 'test', byteBudget: WASM_BYTE_BUDGET, weightCopies: 2 } as const;

const json = (file: string, value: object) => {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(value));
};

/** A weight file of full size whose numbers are a hole: it takes no room on the disk, and reads as zeros. */
function writeHole(file: string, shapes: ReadonlyMap<string, readonly number[]>): void {
  mkdirSync(path.dirname(file), { recursive: true });
  let offset = 0;
  const entries = [...shapes].map(([name, shape]) => {
    const begin = offset;
    offset += 4 * shape.reduce((product, size) => product * size, 1);
    return [name, { dtype: 'F32', shape, data_offsets: [begin, offset] }];
  });
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  const handle = openSync(file, 'w');
  writeSync(handle, Buffer.concat([length, header]));
  ftruncateSync(handle, 8 + header.length + offset);
  closeSync(handle);
}

beforeAll(() => {
  json(at('pick-score', 'config.json'), PICK_SCORE_JSON);
  json(at('pick-score', 'preprocessor_config.json'), LAION_PREPROCESSOR_JSON);
  writeHole(at('pick-score', 'model.safetensors'), publishedKeys('clip_vit_h14_laion_hf'));

  const text = new Map(publishedKeys('sd15_text_encoder_hf'));
  text.set('text_model.embeddings.position_ids', [1, 77]); // as older files carry it
  const vae = [...publishedKeys('sd15_vae_diffusers')].map(
    ([name, shape]) => [oldAttentionName(name), shape] as const,
  );
  json(at('sd15', 'text_encoder', 'config.json'), SD15_TEXT_JSON);
  json(at('sd15', 'unet', 'config.json'), SD15_UNET_JSON);
  json(at('sd15', 'vae', 'config.json'), SD15_VAE_JSON);
  json(at('sd15', 'scheduler', 'scheduler_config.json'), SD15_SCHEDULER_JSON);
  json(at('sd15', 'tokenizer', 'special_tokens_map.json'), { pad_token: '<|endoftext|>' });
  writeHole(at('sd15', 'text_encoder', 'model.safetensors'), text);
  const weights = 'diffusion_pytorch_model.safetensors';
  writeHole(at('sd15', 'unet', weights), publishedKeys('sd15_unet_diffusers'));
  writeHole(at('sd15', 'vae', weights), new Map(vae));
});

it('PickScore fits by every name and shape, and wasm refuses it with advice before it loads a byte', () => {
  const inspected = inspectModelFolder(at('pick-score'), { values: 'skip' });

  expect(inspected).toMatchObject({ kind: 'REWARD', architecture: 'CLIP', features: [] });
  expect(inspected.parameterCount).toBe(986_109_441);
  expect(inspected.byteSize).toBeGreaterThan(4 * 986_109_441);
  const before = tf.memory().numTensors;
  expect(() => openRewardPipeline(at('pick-score'), backend)).toThrow(
    /pick-score needs 7\.\d\d GiB, but the wasm backend holds at most 3\.50 GiB\. Install @tensorflow\/tfjs-node/,
  );
  expect(tf.memory().numTensors).toBe(before);
});

it('Stable Diffusion 1.5 fits by every name and shape, and wasm refuses it too', () => {
  const inspected = inspectModelFolder(at('sd15'), { values: 'skip' });

  expect(inspected).toMatchObject({ kind: 'GENERATOR', architecture: 'Stable Diffusion' });
  expect(inspected.parameterCount).toBe(123_060_480 + 859_520_964 + 83_653_863);
  expect(inspected.files.map(({ path: name }) => name)).toContain('tokenizer/special_tokens_map.json');
  expect(() => openGenerationPipeline(at('sd15'), backend)).toThrow(
    /sd15 needs \d\.\d\d GiB, but the wasm backend/,
  );
});
