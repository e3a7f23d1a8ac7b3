import * as tf from '@tensorflow/tfjs-core';
import type { Backend } from '../../../server/perfusion/backend/backend.js';
import { startBackend } from '../../../server/perfusion/backend/start-backend.js';
import { ClipModel } from '../../../server/perfusion/clip/clip-model.js';
import type { Module } from '../../../server/perfusion/nn/module.js';
import {
  clipActivationBytes,
  unetActivationBytes,
} from '../../../server/perfusion/pipelines/activation-bytes.js';
import { PersonalRewardModel } from '../../../server/perfusion/reward/personal-reward-model.js';
import { Unet } from '../../../server/perfusion/unet/unet.js';
import type { UnetConfig } from '../../../server/perfusion/unet/unet-config.js';
import { CLIP_VIT_B_32 } from '../../support/perfusion/published-sizes.js';
import { REAL_BLOCKS } from '../../support/perfusion/real-blocks.js';
import { mediansOf, milliseconds, processorClock } from '../measure.js';
import { aimBelow, type Finding, type Line, ms, seconds } from '../report.js';
import { torchMilliseconds } from './perfusion-peer.js';
import { type Work, workOf } from './perfusion-work.js';

const RUNS = 3;
const GROUP = 5;
const SAMPLING_STEPS = 20;
const PRODUCT = 512;
const CLIP_AIM = 2;
const UNET_AIM = 3;
const MEMORY_AIM = 1.5;
const LEAK_STEPS = 200;

/** Stable Diffusion's structure at a width that this machine can run. */
const UNET: UnetConfig = {
  latentChannels: 4,
  latentSize: 32,
  levelChannels: [128, 256, 512, 512],
  levelAttention: [true, true, true, false],
  blocksPerLevel: 2,
  contextSize: 512,
  heads: 8,
  groups: 32,
};

const USER = { featureSizes: [8, 8, 8, 8], embeddingSize: 16, crossLayers: 3, crossType: 'v2' } as const;

interface Task {
  readonly what: string;
  /** Leaves nothing behind but its result. */
  readonly run: () => tf.Tensor | tf.Tensor[];
  readonly aim?: number;
  /** Another way to say how long it takes. */
  readonly rate?: (milliseconds: number) => string;
  /** Most bytes of activations that were counted beforehand. */
  readonly activationBytes?: number;
}

interface Result extends Work {
  readonly task: Task;
  readonly takenMs: number;
  /** Time of the counted multiply-adds at the rate of plain matrix products in the same turns. */
  readonly floorMs: number;
  /** All weights and inputs before the run. */
  readonly restingBytes: number;
}

/** The model library at real widths with random weights, beside the floor that its arithmetic sets. */
export async function benchPerfusion(): Promise<Finding> {
  const backend = await startBackend({ forced: process.env.TOILE_TF_BACKEND });
  const reward = await benchReward(backend);
  const others = isSlow() ? [] : [...(await benchUnet()), ...(await benchBlocks())];
  const results = [...reward.results, ...others];
  const peers = torchMilliseconds(results.map(({ operations }) => operations));
  return {
    sizes: `PerFusion on ${backend.reason}; one thread; random weights; processor time on wasm and cpu. The limit is the counted multiply-adds at the rate of a ${PRODUCT} x ${PRODUCT} matrix product, which took turns with the task (medians of ${RUNS}; single blocks, and CLIP on the cpu backend, once). CLIP ViT-B/32; U-Net of ${UNET.levelChannels.join(', ')} channels on ${UNET.latentSize} x ${UNET.latentSize} latents, guided, ${SAMPLING_STEPS} steps computed from one. PyTorch: the same products and convolutions alone, one thread${peers ? '' : '; not installed here'}.`,
    lines: [
      ...results.map((result, i) => lineOf(result, peers?.[i])),
      ...results.flatMap(memoryLine),
      ...reward.leak,
    ],
  };
}

async function benchReward(backend: Backend): Promise<{ results: Result[]; leak: Line[] }> {
  const clip = initialised(new ClipModel(CLIP_VIT_B_32));
  const reward = initialised(
    new PersonalRewardModel(clip, { form: 'duplicated', user: USER, hiddenSize: 128, adaNet: 'whole' }),
  );
  const images = tf.randomUniform<tf.Rank.R4>([GROUP, 224, 224, 3], -1, 1, 'float32', 1);
  const ids = promptIds();
  const features = reward.featureIds([[1, 2, 3, null]]);
  const perImage = tf.tile(features, [GROUP, 1]);
  const bytes = clipActivationBytes(CLIP_VIT_B_32, GROUP);
  const tower = { aim: CLIP_AIM, activationBytes: bytes };
  const imageRate = (milliseconds: number) => `${((1_000 * GROUP) / milliseconds).toFixed(2)} images/s`;
  const results = await measureAll([
    { what: 'CLIP vision tower, 5 images', run: () => clip.embedImages(images), rate: imageRate, ...tower },
    { what: 'CLIP text tower, 1 prompt', run: () => clip.embedText(ids), aim: CLIP_AIM },
    {
      what: 'vision tower with plug-ins, 5 images',
      run: () => reward.embedImages(images, perImage),
      ...tower,
    },
    { what: 'text tower with plug-ins, 1 prompt', run: () => reward.embedText(ids, features), aim: CLIP_AIM },
    {
      what: 'PerFusionRM, a group of 5 images',
      run: () => reward.scoreGroups({ ids, features, images }),
      rate: imageRate,
      ...tower,
    },
  ]);
  const leak = isSlow() ? [] : [leakLine(backend, () => disposed(reward.embedText(ids, features)))];
  dispose([clip, reward], [images, ids, features, perImage]);
  return { results, leak };
}

async function benchUnet(): Promise<Result[]> {
  const unet = initialised(new Unet(UNET));
  const batch = 2 * GROUP; // with and without the prompt
  const latent = tf.randomNormal<tf.Rank.R4>([batch, 32, 32, 4], 0, 1, 'float32', 1);
  const context = tf.randomNormal<tf.Rank.R3>([batch, 77, UNET.contextSize], 0, 1, 'float32', 2);
  const timesteps = Array.from({ length: batch }, () => 500);
  const results = await measureAll([
    {
      what: 'U-Net of width 128, one guided step of 5 images',
      run: () => unet.forward({ latent, timesteps, context }),
      rate: (milliseconds) => `${seconds(milliseconds * SAMPLING_STEPS)} a group`,
      aim: UNET_AIM,
      activationBytes: unetActivationBytes(UNET, batch),
    },
  ]);
  dispose([unet], [latent, context]);
  return results;
}

/** One real-width block of each kind, where the published model has it. */
async function benchBlocks(): Promise<Result[]> {
  const results: Result[] = [];
  for (const { name, mapSize, create } of REAL_BLOCKS) {
    const { module, forward } = create(mapSize);
    results.push(...(await measureAll([{ what: name, run: forward }], 1)));
    module.dispose();
  }
  return results;
}

async function measureAll(tasks: readonly Task[], runs = RUNS): Promise<Result[]> {
  const counted: Work[] = [];
  const firstMs: number[] = [];
  const restingBytes = tf.memory().numBytes;
  const clock = computesHere() ? processorClock : undefined;
  for (const { what, run } of tasks) {
    process.stderr.write(`  ${what}\n`); // one of them may take minutes
    const count = async () => counted.push(await workOf(() => disposed(run())));
    firstMs.push(await milliseconds(count, clock));
  }
  const [a, b] = [3, 4].map((seed) => tf.randomNormal<tf.Rank.R2>([PRODUCT, PRODUCT], 0, 1, 'float32', seed));
  const product = async () => {
    for (let i = 0; i < 10; i++) disposed(tf.matMul(a!, b!));
  };
  const repeated = isSlow()
    ? []
    : tasks.map(
        ({ run }) =>
          async () =>
            disposed(run()),
      );
  const [productMs, ...times] = await mediansOf(runs, [product, ...repeated], clock);
  tf.dispose([a!, b!]);
  const rate = (10 * PRODUCT ** 3) / productMs!;
  return tasks.map((task, i) => {
    const work = counted[i]!;
    const takenMs = times[i] ?? firstMs[i]!;
    return { ...work, task, takenMs, floorMs: work.multiplyAdds / rate, restingBytes };
  });
}

/** The plain backend takes minutes: the run that counts CLIP's work is timed, and the U-Net is left out. */
const isSlow = () => tf.getBackend() === 'cpu';

/** wasm and cpu compute on the calling thread, so that its processor time is the time of the work. */
const computesHere = () => ['wasm', 'cpu'].includes(tf.getBackend());

/** Waits for the numbers, which a native backend computes meanwhile, and frees them. */
function disposed(result: tf.Tensor | tf.Tensor[]): void {
  for (const tensor of [result].flat()) tensor.dataSync();
  tf.dispose(result);
}

function lineOf({ task, takenMs, floorMs, multiplyAdds }: Result, peerMs: number | undefined): Line {
  const ratio = takenMs / floorMs;
  const peer = peerMs ? `; PyTorch ${ms(peerMs)}` : '';
  return {
    what: task.what,
    measured: `${ms(takenMs)}${task.rate ? ` (${task.rate(takenMs)})` : ''}`,
    limit: `${(multiplyAdds / 1e9).toFixed(2)} G multiply-adds: ${ms(floorMs)}${peer}`,
    ratio: `${ratio.toFixed(2)}${peerMs ? `; ${(takenMs / peerMs).toFixed(2)} of PyTorch` : ''}`,
    ...(task.aim ? { aim: aimBelow(task.aim, ratio, `< ${task.aim}`) } : {}),
  };
}

function memoryLine({ task, peakBytes, restingBytes }: Result): Line[] {
  if (!task.activationBytes) return [];
  const counted = restingBytes + task.activationBytes;
  const ratio = peakBytes / counted;
  return [
    {
      what: `${task.what}: most bytes of tensors`,
      measured: mebibytes(peakBytes),
      limit: `weights and inputs ${mebibytes(restingBytes)}, activations counted ${mebibytes(task.activationBytes)}`,
      ratio: ratio.toFixed(2),
      aim: aimBelow(MEMORY_AIM, ratio, `< ${MEMORY_AIM}`),
    },
  ];
}

/** Bytes of tensors before and after many passes, and of the whole wasm heap. */
function leakLine({ name }: Backend, pass: () => void): Line {
  const before = { tensors: tf.memory().numBytes, heap: heapBytes() };
  for (let step = 0; step < LEAK_STEPS; step++) pass();
  const growth = tf.memory().numBytes - before.tensors;
  const heap = `${mebibytes(heapBytes() - before.heap)} of the wasm heap of ${mebibytes(before.heap)}`;
  return {
    what: `growth over ${LEAK_STEPS} passes of the text tower with plug-ins`,
    measured: `${growth} bytes of tensors${name === 'wasm' ? `, ${heap}` : ''}`,
    aim: `0 (${growth === 0 ? 'met' : 'missed'})`,
  };
}

function heapBytes(): number {
  const { wasm } = tf.backend() as { wasm?: { HEAPU8: Uint8Array } };
  return wasm?.HEAPU8.length ?? 0;
}

function initialised<M extends Module>(module: M): M {
  module.initialise(1);
  return module;
}

function dispose(modules: readonly Module[], tensors: tf.Tensor[]): void {
  for (const module of modules) module.dispose();
  tf.dispose(tensors);
}

/** A prompt of 20 tokens, padded with end tokens. */
const promptIds = () =>
  tf.tensor2d(
    [Array.from({ length: 77 }, (_, i) => (i === 0 ? 49_406 : i < 20 ? 320 + i : 49_407))],
    [1, 77],
    'int32',
  );

const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
