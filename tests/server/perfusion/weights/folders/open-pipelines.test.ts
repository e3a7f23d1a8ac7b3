import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { WASM_BYTE_BUDGET } from '../../../../../server/perfusion/backend/backend.js';
import { ModelError } from '../../../../../server/perfusion/model-error.js';
import { parameterCount } from '../../../../../server/perfusion/nn/module.js';
import { inspectModelFolder } from '../../../../../server/perfusion/weights/folders/inspect-model-folder.js';
import {
  openGenerationPipeline,
  openRewardPipeline,
} from '../../../../../server/perfusion/weights/folders/open-pipelines.js';
import {
  saveGeneratorFolder,
  saveRewardFolder,
} from '../../../../../server/perfusion/weights/folders/save-folders.js';
import { openSafetensors } from '../../../../../server/perfusion/weights/open-safetensors.js';
import type { DataType } from '../../../../../server/perfusion/weights/stored-tensor.js';
import { writeSafetensors } from '../../../../../server/perfusion/weights/write-safetensors.js';
import { useBackend } from '../../../../support/perfusion/backend.js';
import {
  ADAPTER,
  FEATURES,
  gradient,
  PLUG_IN,
  temporaryFolder,
  tinyGenerator,
  tinyReward,
  trained,
} from '../../../../support/perfusion/model-folders.js';

useBackend();

const folder = temporaryFolder();
const at = (...names: string[]) => path.join(folder, ...names);
const backend = { name: 'wasm', reason: 'test', byteBudget: WASM_BYTE_BUDGET, weightCopies: 2 } as const;

/** Writes a weight file again with some tensors changed, left out or added. */
function rewrite(
  file: string,
  change: (tensors: Map<string, { shape: number[]; values: Float32Array }>) => void,
) {
  const source = openSafetensors(file);
  const tensors = new Map(
    [...source.tensors.keys()].map((name) => {
      const { shape, values } = source.read(name);
      return [name, { shape: [...shape], values: values as Float32Array }];
    }),
  );
  source.close();
  change(tensors);
  const dataType: DataType = 'F32';
  const toWrite = [...tensors].map(
    ([name, { shape, values }]) => [name, { shape, dataType, values: () => values }] as const,
  );
  writeSafetensors(file, new Map(toWrite));
}

describe('a reward model', () => {
  it('is written as a folder, inspected, and scores the same when opened', () => {
    const reward = tinyReward(PLUG_IN);
    trained(reward.plugIn!.model, /fc2/);
    saveRewardFolder(at('reward'), reward);
    writeFileSync(at('reward', 'README.md'), 'not part of the model');

    const inspected = inspectModelFolder(at('reward'));
    expect(inspected).toMatchObject({ kind: 'REWARD', architecture: 'PerFusionRM', features: FEATURES });
    expect(inspected.parameterCount).toBe(parameterCount(reward.clip) + parameterCount(reward.plugIn!.model));
    expect(inspected.files.map(({ path: name }) => name)).toEqual([
      'config.json',
      'model.safetensors',
      'plug_in/config.json',
      'plug_in/model.safetensors',
      'tokenizer.json',
      'tokenizer_config.json',
    ]);

    const request = { prompt: 'ab cd', profile: { style: 'office' }, images: [gradient(1), gradient(2)] };
    const pipeline = openRewardPipeline(at('reward'), backend);
    const scores = pipeline.score(request);
    expect([...scores].every(Number.isFinite)).toBe(true);
    saveRewardFolder(at('again'), reward, 'F32');
    expect([...openRewardPipeline(at('again'), backend).score(request)]).toEqual([...scores]);
  });

  it('is half as large in F16, and scores nearly the same', () => {
    const reward = tinyReward();
    saveRewardFolder(at('half'), reward, 'F16');
    saveRewardFolder(at('full'), reward, 'F32');

    const [half, full] = [inspectModelFolder(at('half')), inspectModelFolder(at('full'))];
    expect(half.architecture).toBe('CLIP');
    expect(half.features).toEqual([]);
    expect(half.byteSize).toBeLessThan(0.52 * full.byteSize);
    const request = { prompt: 'ab', profile: {}, images: [gradient(1)] };
    const [score, expected] = ['half', 'full'].map(
      (name) => openRewardPipeline(at(name), backend).score(request)[0]!,
    );
    expect(Math.abs(score! - expected!)).toBeLessThan(0.2); // of 100
  });

  it('is refused with every tensor that does not fit, in all of its files', () => {
    saveRewardFolder(at('bad'), tinyReward(PLUG_IN));
    rewrite(at('bad', 'model.safetensors'), (tensors) => {
      tensors.delete('logit_scale');
      tensors.set('extra', { shape: [1], values: new Float32Array(1) });
    });
    rewrite(at('bad', 'plug_in', 'model.safetensors'), (tensors) => {
      tensors.set('text_plug_in.user.emb.0.weight', { shape: [1, 4], values: new Float32Array(4) });
    });

    const inspect = () => inspectModelFolder(at('bad'));
    expect(inspect).toThrow('Tensors missing (1): logit_scale.');
    expect(inspect).toThrow('Tensors not part of the model (1): extra.');
    expect(inspect).toThrow('text_plug_in.user.emb.0.weight is [1, 4] in the file, but [4, 4] in the model');
  });

  it('is refused with numbers that are not finite, and with a truncated file', () => {
    saveRewardFolder(at('nan'), tinyReward());
    rewrite(at('nan', 'model.safetensors'), (tensors) => tensors.get('logit_scale')!.values.fill(Number.NaN));
    expect(() => inspectModelFolder(at('nan'))).toThrow('logit_scale holds NaN or infinity');
    const before = tf.memory().numTensors;
    expect(() => openRewardPipeline(at('nan'), backend)).toThrow('logit_scale holds NaN or infinity');
    expect(tf.memory().numTensors).toBe(before);

    truncateSync(at('nan', 'model.safetensors'), 100_000);
    expect(() => inspectModelFolder(at('nan'))).toThrow(/is truncated|truncated inside/);
  });

  it('is refused where the backend cannot hold it, before anything is loaded', () => {
    saveRewardFolder(at('large'), tinyReward());
    const small = { ...backend, byteBudget: 3_000_000 };

    const before = tf.memory().numTensors;
    expect(() => openRewardPipeline(at('large'), small)).toThrow(
      /large needs 0\.01 GiB.*wasm backend holds at most/,
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  it('needs a tokenizer of as many ids as its text tower has', () => {
    saveRewardFolder(at('mute'), tinyReward());
    rmSync(at('mute', 'tokenizer.json'));

    expect(() => inspectModelFolder(at('mute'))).toThrow(
      "has 49408 ids, but the text tower 300. Put the model's own tokenizer.json",
    );
  });
});

/** Writes a tiny reward model in two shards. */
function saveShards(name: string): void {
  saveRewardFolder(at(name), tinyReward());
  const whole = at(name, 'model.safetensors');
  const source = openSafetensors(whole);
  const map: Record<string, string> = {};
  for (const tower of ['text', 'vision']) {
    const file = `model-${tower}.safetensors`;
    const names = [...source.tensors.keys()].filter((name) => name.startsWith('text') === (tower === 'text'));
    for (const name of names) map[name] = file;
    const dataType: DataType = 'F32';
    const toWrite = names.map((name) => {
      const { shape, values } = source.read(name);
      return [name, { shape, dataType, values: () => values }] as const;
    });
    writeSafetensors(at(name, file), new Map(toWrite));
  }
  source.close();
  rmSync(whole);
  writeFileSync(at(name, 'model.safetensors.index.json'), JSON.stringify({ weight_map: map }));
}

it('a reward model without one of its shards is refused, naming it', () => {
  saveShards('torn-shards');
  rmSync(at('torn-shards', 'model-text.safetensors'));

  const inspect = () => inspectModelFolder(at('torn-shards'));
  expect(inspect).toThrow(ModelError);
  expect(inspect).toThrow(/model-text\.safetensors cannot be opened/);
});

it('a reward model in shards is inspected with all of them, and cuts long prompts where asked to', () => {
  saveShards('sharded');

  expect(inspectModelFolder(at('sharded')).files.map(({ path: name }) => name)).toEqual([
    'config.json',
    'model-text.safetensors',
    'model-vision.safetensors',
    'model.safetensors.index.json',
    'tokenizer.json',
    'tokenizer_config.json',
  ]);
  const pipeline = openRewardPipeline(at('sharded'), backend, 'cut');
  const score = (words: number) =>
    pipeline.score({ prompt: 'ab '.repeat(words), profile: {}, images: [gradient(1)] })[0];
  expect(score(20)).toBe(score(14));
});

it('a folder is inspected alike by whatever path leads to it', () => {
  saveRewardFolder(at('plain'), tinyReward());
  const names = (folderPath: string) => inspectModelFolder(folderPath).files.map(({ path: name }) => name);

  const expected = names(at('plain'));
  expect(expected).toContain('model.safetensors');
  expect(names(`./${path.relative('.', at('plain'))}`)).toEqual(expected);
  expect(names(`${folder}/plain/../plain/`)).toEqual(expected);
});

describe('a generator', () => {
  it('is written as a folder, inspected, and draws the same when opened', () => {
    const generator = tinyGenerator(ADAPTER);
    saveGeneratorFolder(at('generator'), generator);

    const inspected = inspectModelFolder(at('generator'));
    expect(inspected).toMatchObject({ kind: 'GENERATOR', architecture: 'PerFusion', features: FEATURES });
    expect(inspected.files.map(({ path: name }) => name)).toEqual([
      'model_index.json',
      'pan/config.json',
      'pan/diffusion_pytorch_model.safetensors',
      'scheduler/scheduler_config.json',
      'text_encoder/config.json',
      'text_encoder/model.safetensors',
      'tokenizer/tokenizer.json',
      'tokenizer/tokenizer_config.json',
      'unet/config.json',
      'unet/diffusion_pytorch_model.safetensors',
      'vae/config.json',
      'vae/diffusion_pytorch_model.safetensors',
    ]);
    const pipeline = openGenerationPipeline(at('generator'), backend);
    expect(pipeline.coverage({ style: 'party', store: 'Carl' })).toEqual({
      known: ['style'],
      unknown: ['store'],
    });
    pipeline.dispose();
  });

  it('says how its pictures come out well, where its makers do', () => {
    saveGeneratorFolder(at('sampled'), { ...tinyGenerator(), sampling: { steps: 20, guidance: 4 } });
    saveGeneratorFolder(at('unsampled'), tinyGenerator());

    const [sampled, unsampled] = ['sampled', 'unsampled'].map((name) => inspectModelFolder(at(name)));
    expect(sampled!.config.sampling).toEqual({ steps: 20, guidance: 4 });
    expect(sampled!.files.map(({ path: name }) => name)).toContain('sampling.json');
    expect(unsampled!.config).not.toHaveProperty('sampling');
    writeFileSync(at('sampled', 'sampling.json'), '{"steps": 20, "guidance": 0}');
    expect(() => inspectModelFolder(at('sampled'))).toThrow(
      'sampling.json has guidance = 0; supported: 1 to 20.',
    );
  });

  it('is refused where its parts do not fit together', () => {
    saveGeneratorFolder(at('torn'), tinyGenerator());
    const file = at('torn', 'text_encoder', 'config.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"hidden_size": 24', '"hidden_size": 64'));
    expect(() => inspectModelFolder(at('torn'))).toThrow('vectors have 64 numbers, but the U-Net reads 24');
  });

  it('takes an autoencoder with the names from before 2023', () => {
    saveGeneratorFolder(at('old'), tinyGenerator());
    cpSync(at('old'), at('new'), { recursive: true });
    rewrite(at('old', 'vae', 'diffusion_pytorch_model.safetensors'), (tensors) => {
      const names = { to_q: 'query', to_k: 'key', to_v: 'value', 'to_out.0': 'proj_attn' };
      for (const [name, tensor] of [...tensors]) {
        for (const [now, then] of Object.entries(names)) {
          if (!name.includes(`.${now}.`)) continue;
          tensors.delete(name);
          tensors.set(name.replace(now, then), tensor);
        }
      }
    });

    expect(inspectModelFolder(at('old')).parameterCount).toBe(inspectModelFolder(at('new')).parameterCount);
  });
});

it('says what a model folder is where there is none', () => {
  expect(() => inspectModelFolder(at('nothing'))).toThrow(
    /nothing is no model folder\. A reward model has config\.json/,
  );
});
