import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { generatorMetrics } from '../../../../server/models/training/evaluation/evaluate-generator.js';
import {
  isNotedSimulated,
  type TrainingOutcome,
  type TrainingPoint,
  trainRecipe,
} from '../../../../server/models/training/index.js';
import { runContext } from '../../../../server/models/training/recipe/run-context.js';
import { trainStages } from '../../../../server/models/training/train-recipe.js';
import {
  type Backend,
  inspectModelFolder,
  type Profile,
  startBackend,
} from '../../../../server/perfusion/index.js';
import { temporaryFolder } from '../../../support/perfusion/model-folders.js';
import { microRecipe, picksRecipe } from './micro-recipe.js';

const root = temporaryFolder();
let backend: Backend;
let outcome: TrainingOutcome;
const points: TrainingPoint[] = [];
const lines: string[] = [];
const whole = join(root, 'whole');

beforeAll(async () => {
  backend = await startBackend({ forced: 'wasm' });
  outcome = await trainRecipe(microRecipe(), {
    folder: whole,
    backend,
    report: (point) => points.push(point),
    log: (line) => lines.push(line),
  });
});

const hashOf = (...path: string[]) =>
  createHash('sha256')
    .update(readFileSync(join(...path)))
    .digest('hex');

/** Six groups of two pictures, of which one was picked. */
async function writePicks(folder: string, picked: number): Promise<void> {
  const lines = [];
  for (let group = 0; group < 6; group++) {
    const images = [`${group}-a.png`, `${group}-b.png`];
    for (const [place, name] of images.entries()) {
      const background = { r: 200 * place, g: 30 * group, b: 90 };
      await sharp({ create: { width: 16, height: 16, channels: 3, background } })
        .png()
        .toFile(join(folder, name));
    }
    lines.push(JSON.stringify({ prompt: 'red dress', profile: { store: 'Anna' }, images, picked: [picked] }));
  }
  writeFileSync(join(folder, 'groups.ndjson'), lines.join('\n'));
}

describe('a small recipe', () => {
  it('trains every stage and packs models that load strictly', () => {
    expect(new Set(points.map(({ stage }) => stage)).size).toBe(7);
    expect(inspectModelFolder(outcome.packages.reward!).kind).toBe('REWARD');
    expect(inspectModelFolder(outcome.packages.generator!).kind).toBe('GENERATOR');
  });

  it('says once that it draws pictures, and nothing else twice', () => {
    expect(lines.filter((line) => line.includes('garment images'))).toHaveLength(1);
    expect(lines).toEqual([...new Set(lines)]);
  });

  it('is measured beside the oracle, a baseline and shuffled profiles', () => {
    const names = outcome.metrics.map(({ name }) => name);

    expect(names).toEqual(
      expect.arrayContaining([
        'GAUC, seen merchants',
        'GAUC, unseen merchants',
        'GAUC, seen merchants, oracle',
        'GAUC, seen merchants, PickScore-style',
        'GAUC, seen merchants, profiles shuffled',
      ]),
    );
  });

  it('is measured by pictures for merchants and for nobody, by the same noise', async () => {
    const context = runContext(microRecipe(), { folder: whole, backend });
    const { tests } = await context.groups(microRecipe().pictures.size);
    const measured = (profile?: Profile) => {
      const groups = tests[0]!.groups.slice(0, 2).map((group) => ({ ...group, ...(profile && { profile }) }));
      const [reward, generator] = [outcome.packages.reward!, outcome.packages.generator!];
      const evaluation = { context, reward, generator, count: 2, tests: [{ ...tests[0]!, groups }] };
      return generatorMetrics(evaluation).then((metrics) => new Map(metrics.map((m) => [m.name, m.value])));
    };
    const [known, unknown, nobody] = [
      await measured(),
      await measured({ store: 'Anna' }),
      await measured({}),
    ];

    expect(known.get('True utility, personalised less not')).toEqual(expect.any(Number));
    expect(unknown.has('True utility, personalised less not')).toBe(false);
    expect([...nobody.values()]).toEqual([0, 0]);
  });

  it('comes to the same weights, bit for bit, when it is stopped in the middle and goes on', async () => {
    const folder = join(root, 'stopped');
    const abort = new AbortController();
    const stopIn = ({ stage, step }: TrainingPoint) => {
      if (stage === 'reward' && step === 1) abort.abort(new Error('stopped'));
    };

    await expect(
      trainRecipe(microRecipe(), { folder, backend, signal: abort.signal, report: stopIn }),
    ).rejects.toThrow('stopped');
    const resumed: TrainingPoint[] = [];
    await trainRecipe(microRecipe(), { folder, backend, report: (point) => resumed.push(point) });

    expect(resumed[0]).toEqual(points.find(({ stage, step }) => stage === 'reward' && step === 2));
    for (const weights of [
      ['reward', 'plug_in', 'model.safetensors'],
      ['generator', 'pan', 'diffusion_pytorch_model.safetensors'],
    ])
      expect(hashOf(folder, ...weights)).toBe(hashOf(whole, ...weights));
  });

  it('goes on only with the data that it began with', async () => {
    const folder = join(root, 'data-changed');
    const data = join(root, 'data');
    mkdirSync(data);
    const recipe = picksRecipe(data, join(whole, 'stages', 'clip', 'model'));
    await writePicks(data, 0);
    const abort = new AbortController();
    const stopped = trainStages(recipe, {
      ...{ folder, backend, signal: abort.signal },
      report: ({ step }) => step === 1 && abort.abort(new Error('stopped')),
    });
    await expect(stopped).rejects.toThrow('stopped');
    await writePicks(data, 1);

    await expect(trainStages(recipe, { folder, backend })).rejects.toThrow(
      'was written by a run with another data. Start a new run',
    );
    await writePicks(data, 0);
    await trainStages(recipe, { folder, backend });
    // The picks are as if real, but the CLIP is one of drawn garments.
    expect(isNotedSimulated(join(folder, 'stages', 'picks', 'model'))).toBe(true);
  });

  it('is noted as simulated in the folders of its models', () => {
    const { reward, generator } = outcome.packages;

    expect([reward!, generator!].map(isNotedSimulated)).toEqual([true, true]);
  });

  it('is the same recipe in a folder from before its fields with defaults came', async () => {
    const path = join(whole, 'recipe.json');
    const kept = JSON.parse(readFileSync(path, 'utf8'));
    const newer = ['phraseWeight', 'phraseError', 'timestepPower', 'profileDrop', 'prediction'];
    expect(newer.filter((field) => !kept.stages.some((stage: object) => field in stage))).toEqual([]);
    for (const stage of kept.stages) for (const field of newer) delete stage[field];
    writeFileSync(path, JSON.stringify(kept));

    await expect(trainStages(microRecipe(), { folder: whole, backend })).resolves.toBeUndefined();
  });

  it('is not begun with a baseline that is personalised', async () => {
    const folder = join(root, 'personal-baseline');
    const baselines = { own: { folder: outcome.packages.reward! } };

    await expect(trainRecipe({ ...microRecipe(), baselines }, { folder, backend })).rejects.toThrow(
      /^Baseline own: .*reward holds a personalised model, but baselines know no merchant\.$/,
    );
    expect(existsSync(folder)).toBe(false);
  });

  it('is refused in the folder of another recipe', async () => {
    await expect(trainRecipe(microRecipe('other'), { folder: whole, backend })).rejects.toThrow(
      'name another folder',
    );
  });
});
