import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { likedOf, pairsOf, promptsOf } from '../../../../server/models/training/data/group-batches.js';
import { groupScores } from '../../../../server/models/training/evaluation/evaluate-reward.js';
import {
  type TrainingOutcome,
  type TrainingPoint,
  trainRecipe,
} from '../../../../server/models/training/index.js';
import {
  type Backend,
  inspectModelFolder,
  openSafetensors,
  startBackend,
} from '../../../../server/perfusion/index.js';
import { temporaryFolder } from '../../../support/perfusion/model-folders.js';
import { baselinesRecipe } from './micro-recipe.js';

const folder = temporaryFolder();
const points: TrainingPoint[] = [];
let backend: Backend;
let outcome: TrainingOutcome;

beforeAll(async () => {
  backend = await startBackend({ forced: 'wasm' });
  outcome = await trainRecipe(baselinesRecipe(), { folder, backend, report: (point) => points.push(point) });
});

const modelOf = (stage: string, ...names: string[]) => join(folder, 'stages', stage, 'model', ...names);

const firstLoss = (name: string) => points.find(({ stage }) => stage === name)!.loss;

/** Names of the weights that differ between two files. */
function changed(one: string, other: string): string[] {
  const [a, b] = [openSafetensors(one), openSafetensors(other)];
  const names = [...a.tensors.keys()].filter(
    (name) => String(a.read(name).values) !== String(b.read(name).values),
  );
  for (const source of [a, b]) source.close();
  return names;
}

/** Size of the largest number in the weights of some names. */
function largestOf(file: string, names: RegExp): number {
  const source = openSafetensors(file);
  const values = [...source.tensors.keys()]
    .filter((name) => names.test(name))
    .map((name) => source.read(name).values);
  source.close();
  return Math.max(...values.flatMap((each) => Array.from(each, Math.abs)));
}

const changedUnet = (stage: string) =>
  changed(
    modelOf('unet', 'unet', 'diffusion_pytorch_model.safetensors'),
    modelOf(stage, 'unet', 'diffusion_pytorch_model.safetensors'),
  );

const changedClip = (stage: string) =>
  changed(modelOf('clip', 'model.safetensors'), modelOf(stage, 'model.safetensors'));

describe('the baselines of a recipe', () => {
  it('are measured on its groups by their names, without a reward model of its own', () => {
    const { metrics } = outcome;

    for (const label of ['HPS-style', 'ImageReward-style', 'aesthetic']) {
      for (const set of ['seen merchants', 'unseen merchants']) {
        const gauc = metrics.find(({ name }) => name === `GAUC, ${set}, ${label}`);
        expect(gauc?.value).toBeGreaterThanOrEqual(0);
        expect(gauc?.value).toBeLessThanOrEqual(1);
      }
    }
  });

  it.each(['image-reward', 'aesthetic'])(
    'score a picture as they do alone, whatever its group (%s)',
    (stage) => {
      const pixels = Uint8Array.from({ length: 5 * 3 * 16 ** 2 }, (_, i) => 127 + 120 * Math.sin(i / 7));
      const pictures = { count: 5, size: 16, pixels };
      const group = (prompt: string, places: number[]) => ({
        ...{ prompt, profile: {}, pictures: places },
        positives: places.map((_, i) => i === 0),
      });
      const groups = [group('red, dress', [0, 3, 1]), group('navy, shirt', [4]), group('skirt', [2, 4])];
      const alone = groups.flatMap(({ prompt, pictures: places }) =>
        places.map((place) => group(prompt, [place])),
      );
      const scored = (asked: typeof groups) =>
        groupScores(modelOf(stage), { groups: asked, pictures }, backend).flat();

      const scores = groupScores(modelOf(stage), { groups, pictures }, backend);

      expect(scores.map(({ length }) => length)).toEqual([3, 1, 2]);
      for (const [i, score] of scored(alone).entries()) expect(scores.flat()[i]).toBeCloseTo(score, 5);
      expect(new Set(scores.flat()).size).toBeGreaterThan(3);
    },
  );

  it("are not measured where the model is SPO's judge, which is said before anything is trained", async () => {
    const recipe = { ...baselinesRecipe(), baselines: { judge: { folder: modelOf('judge') } } };

    await expect(trainRecipe(recipe, { folder: join(folder, 'none'), backend })).rejects.toThrow(
      /^Baseline judge: .*model holds SPO's judge of half-drawn images, which says nothing of whole ones\.$/,
    );
  });

  it('train what their recipe says and leave the rest of CLIP frozen', () => {
    expect(changedClip('hps').sort()).toEqual(['text_projection.weight', 'visual_projection.weight']);
    expect(changedClip('image-reward').every((name) => name.includes('layers.0.mlp'))).toBe(true);
    expect(changedClip('image-reward')).not.toHaveLength(0);
    expect(changedClip('aesthetic')).toEqual([]);
  });

  it('tune a generator by pairs from log 2, which is what Diffusion-DPO starts at', () => {
    expect(firstLoss('dpo')).toBeCloseTo(Math.LN2, 5);
    expect(changedUnet('dpo')).not.toHaveLength(0);
    const { architecture, config } = inspectModelFolder(outcome.packages.generator!);
    expect(architecture).toBe('Stable Diffusion');
    expect(config.sampling).toEqual({ steps: 7, guidance: 3 });
  });

  it('tune a generator on liked pictures', () => {
    expect(changedUnet('sft')).not.toHaveLength(0);
    expect(changedUnet('sft').every((name) => name.includes('up_blocks'))).toBe(true);
  });

  it('train an adapter on liked pictures and leave its U-Net frozen', () => {
    expect(firstLoss('liked')).toBeCloseTo(1, 1); // a U-Net that has learnt nothing misses all of the noise
    expect(changedUnet('liked')).toEqual([]);
    expect(inspectModelFolder(modelOf('liked')).architecture).toContain('PerFusion');
    expect(
      largestOf(modelOf('liked', 'pan', 'diffusion_pytorch_model.safetensors'), /^controlnet_/),
    ).toBeGreaterThan(0);
  });

  it('tune a generator by SPO with a judge of half-drawn pictures, from log 2', () => {
    expect(firstLoss('spo')).toBeCloseTo(Math.LN2, 3);
    expect(changedUnet('spo')).not.toHaveLength(0);
    expect(JSON.parse(readFileSync(modelOf('judge', 'head', 'config.json'), 'utf8'))).toEqual({
      kind: 'stepReward',
      waveSize: 8,
    });
  });
});

describe('groups of preferences', () => {
  const group = {
    ...{ prompt: 'dress, red, midi', profile: { store: 'Anna' } },
    pictures: [3, 1, 4],
    positives: [false, true, true],
  };
  const { prompt, profile } = group;

  it('become pairs of a liked and another picture', () => {
    const positives = [true, false];
    expect(pairsOf([group])).toEqual([
      { prompt, profile, pictures: [1, 3], positives },
      { prompt, profile, pictures: [4, 3], positives },
    ]);
  });

  it('become their liked pictures', () => {
    expect(likedOf([group]).map(({ pictures }) => pictures)).toEqual([[1], [4]]);
  });

  it('are asked for with the phrases of the prompt in another order each time', () => {
    const said = (index: number, shufflesPhrases?: boolean) =>
      promptsOf({ shufflesPhrases, optimisation: { batch: 1 } }, 1)([group], index)[0]!;

    const orders = new Set(Array.from({ length: 40 }, (_, index) => said(index, true)));
    expect(orders.size).toBe(6);
    for (const order of orders) expect(order.split(', ').sort()).toEqual(['dress', 'midi', 'red']);
    expect(said(5)).toBe(prompt);
  });
});
