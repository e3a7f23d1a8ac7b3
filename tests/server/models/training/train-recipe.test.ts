import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type TrainingOutcome,
  type TrainingPoint,
  trainRecipe,
} from '../../../../server/models/training/index.js';
import { type Backend, inspectModelFolder, startBackend } from '../../../../server/perfusion/index.js';
import { microRecipe } from './micro-recipe.js';

const root = mkdtempSync(join(tmpdir(), 'toile-training-'));
let backend: Backend;
let outcome: TrainingOutcome;
const points: TrainingPoint[] = [];
const whole = join(root, 'whole');

beforeAll(async () => {
  backend = await startBackend({ forced: 'wasm' });
  outcome = await trainRecipe(microRecipe(), {
    folder: whole,
    backend,
    report: (point) => points.push(point),
  });
}, 60_000);

afterAll(() => rmSync(root, { recursive: true }));

const hashOf = (...path: string[]) =>
  createHash('sha256')
    .update(readFileSync(join(...path)))
    .digest('hex');

describe('a small recipe', () => {
  it('trains every stage and packs models that load strictly', () => {
    expect(new Set(points.map(({ stage }) => stage)).size).toBe(7);
    expect(inspectModelFolder(outcome.packages.reward!).kind).toBe('REWARD');
    expect(inspectModelFolder(outcome.packages.generator!).kind).toBe('GENERATOR');
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
    expect(hashOf(folder, 'reward', 'plug_in', 'model.safetensors')).toBe(
      hashOf(whole, 'reward', 'plug_in', 'model.safetensors'),
    );
  }, 60_000);

  it('is refused in the folder of another recipe', async () => {
    await expect(trainRecipe(microRecipe('other'), { folder: whole, backend })).rejects.toThrow(
      'name another folder',
    );
  });
});
