import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from '@jest/globals';
import { Autoencoder } from '../../../server/perfusion/autoencoder/autoencoder.js';
import { ClipModel, ClipTextEncoder } from '../../../server/perfusion/clip/clip-model.js';
import type { Picture } from '../../../server/perfusion/clip/resize-bicubic.js';
import { autoencoderConfig } from '../../../server/perfusion/configs/autoencoder-json.js';
import {
  type AdapterDescription,
  type PlugInDescription,
  personalNetworkConfig,
  rewardConfig,
} from '../../../server/perfusion/configs/personal-json.js';
import { PersonalNetwork } from '../../../server/perfusion/control/personal-network.js';
import { compactTokenizer } from '../../../server/perfusion/data/tokenizer/compact-tokenizer.js';
import { SD15_SCHEDULE } from '../../../server/perfusion/diffusion/noise-schedule.js';
import type { Module } from '../../../server/perfusion/nn/module.js';
import { PersonalRewardModel } from '../../../server/perfusion/reward/personal-reward-model.js';
import { Unet } from '../../../server/perfusion/unet/unet.js';
import { CLIP_TINY, UNET_TINY } from './configs.js';
import { goldenJson, loadGolden } from './golden.js';

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'perfusion-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const FEATURES = [
  { name: 'style', values: ['street', 'office', 'party'] },
  { name: 'store', values: ['Anna', 'Bob'] },
];

/** 297 words of two letters, so that with three special tokens the vocabulary fits the golden CLIP's 300. */
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const WORDS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).slice(0, 297);

export const TINY_TOKENIZER = compactTokenizer(WORDS, { context: 16, overflow: 'refuse' });

export const PLUG_IN: PlugInDescription = {
  features: FEATURES,
  form: 'duplicated',
  adaNet: 'whole',
  hiddenSize: 8,
  embeddingSize: 4,
  crossLayers: 2,
  crossType: 'v2',
};

export const ADAPTER: AdapterDescription = {
  features: FEATURES,
  embeddingSize: 4,
  crossLayers: 2,
  crossType: 'v2',
  inputKernel: 1,
  panInUncond: true,
};

/** The golden CLIP, to be saved as a folder; personalised where a description is given. */
export function tinyReward(description?: PlugInDescription) {
  const clip = loadGolden(new ClipModel(CLIP_TINY), 'clip-tiny/model.safetensors');
  if (!description) return { clip, tokenizer: TINY_TOKENIZER };
  const model = initialised(new PersonalRewardModel(clip, rewardConfig(description)));
  return { clip, tokenizer: TINY_TOKENIZER, plugIn: { model, description } };
}

/** The golden U-Net and autoencoder with a text encoder of random weights, to be saved as a folder. */
export function tinyGenerator(description?: AdapterDescription) {
  const { width: _, ...text } = CLIP_TINY.text;
  const unet = loadGolden(new Unet(UNET_TINY), 'unet-tiny/unet.safetensors');
  const generator = {
    textEncoder: initialised(new ClipTextEncoder({ ...text, width: UNET_TINY.contextSize, hiddenWidth: 48 })),
    tokenizer: TINY_TOKENIZER,
    unet,
    autoencoder: loadGolden(
      new Autoencoder(autoencoderConfig(goldenJson('vae-tiny/config.json'), 'config.json')),
      'vae-tiny/vae.safetensors',
    ),
    scheduler: {
      schedule: SD15_SCHEDULE,
      sampler: 'ddim',
      offset: 1,
      endsAtOne: false,
      clips: false,
    } as const,
  };
  if (!description) return generator;
  const network = initialised(new PersonalNetwork(personalNetworkConfig(description, UNET_TINY)));
  network.copies.copyFrom(unet);
  return { ...generator, adapter: { network, description } };
}

/** Gives weights to all that starts at zero, as training would. */
export function trained<M extends Module>(module: M, names: RegExp): M {
  for (const [name, parameter] of module.parameters()) {
    if (!names.test(name)) continue;
    parameter.assignValues(Float32Array.from({ length: parameter.size }, (_, i) => 0.05 * Math.sin(1 + i)));
  }
  return module;
}

function initialised<M extends Module>(module: M): M {
  module.initialise(3);
  return module;
}

/** A picture of smooth colours that differ by seed. */
export function gradient(seed: number, width = 40, height = 36): Picture {
  const pixels = Uint8Array.from(
    { length: width * height * 3 },
    (_, i) => 127 + 120 * Math.sin(seed + i / 97),
  );
  return { width, height, pixels };
}
