import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { ModelError } from '../../../../server/perfusion/model-error.js';
import { Linear } from '../../../../server/perfusion/nn/linear.js';
import { epochBatches } from '../../../../server/perfusion/training/epoch-batches.js';
import {
  graphObjective,
  type Objective,
  parametersMatching,
} from '../../../../server/perfusion/training/objective.js';
import { learningRateOf } from '../../../../server/perfusion/training/optimisation/learning-rate.js';
import { Trainer, type TrainerConfig } from '../../../../server/perfusion/training/trainer.js';
import { normals } from '../../../../server/random/index.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import { relativeError } from '../../../support/perfusion/close.js';

useBackend();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'trainer-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Config = TrainerConfig<tf.Tensor2D>;
type Changes = Partial<Omit<Config, 'optimisation'>> & { optimisation?: Partial<Config['optimisation']> };

const OPTIMISATION: Config['optimisation'] = {
  steps: 8,
  learningRate: { schedule: 'cosine', rate: 0.02, warmUpSteps: 2 },
  averageDecay: 0.9,
};

const examples = (index: number, count = 4) =>
  tf.tensor2d(normals({ seed: 5, purpose: 'x', step: index }, count * 3), [count, 3]);

/** Fits a linear map to a function with noise of its own, so that the draw matters. */
function createModel(trains = /./) {
  const model = new Linear({ inSize: 3, outSize: 2 });
  model.initialise(1);
  const objective: Objective<tf.Tensor2D> = graphObjective(
    parametersMatching(model.parameters(), trains),
    (x, { seed, step }) => {
      const noise = tf.tensor2d(normals({ seed, purpose: 'noise', step }, 2), [1, 2]);
      return tf.mean(tf.square(tf.sub(model.forward(x), tf.add(noise, 3))));
    },
  );
  return { model, objective };
}

function createRun({ optimisation, ...rest }: Changes = {}) {
  const { model, objective } = createModel();
  const config = { objective, batch: examples, seed: 7, ...rest };
  const trainer = new Trainer({ ...config, optimisation: { ...OPTIMISATION, ...optimisation } });
  return { model, trainer };
}

const weightsOf = (model: Linear) =>
  [...model.parameters().values()].map(({ value }) => [...value.dataSync()]);
const checkpointAt = (name: string, every: number) => ({ path: path.join(folder, name), every });

describe('a training run', () => {
  it('reports every step and makes the loss small', () => {
    const { trainer } = createRun({ optimisation: { steps: 60 } });

    const reports = [...trainer.run()];

    expect(reports.map(({ step }) => step)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(reports[1]).toEqual({
      step: 2,
      steps: 60,
      loss: expect.any(Number),
      learningRate: 0.01,
      gradientNorm: expect.any(Number),
    });
    expect(reports.at(-1)!.loss).toBeLessThan(reports[0]!.loss);
    expect(reports[0]!.gradientNorm).toBeGreaterThan(0);
  });

  it('has the same curve for the same seed, and another for another', () => {
    const curve = (seed: number) => [...createRun({ seed }).trainer.run()].map(({ loss }) => loss);

    expect(curve(7)).toEqual(curve(7));
    expect(curve(7)).not.toEqual(curve(8));
  });

  it('goes on after a kill with the very numbers of an uninterrupted run', () => {
    const whole = createRun();
    const losses = [...whole.trainer.run()];
    const checkpoint = checkpointAt('killed', 3);
    const killed = createRun({ checkpoint }).trainer.run();
    for (let step = 0; step < 5; step++) killed.next();

    const resumed = createRun({ checkpoint });

    expect(resumed.trainer.step).toBe(3);
    expect([...resumed.trainer.run()]).toEqual(losses.slice(3));
    expect(weightsOf(resumed.model)).toEqual(weightsOf(whole.model));
    for (const { trainer } of [whole, resumed]) trainer.useAverage();
    expect(weightsOf(resumed.model)).toEqual(weightsOf(whole.model));
    expect([...createRun({ checkpoint }).trainer.run()]).toEqual([]);
  });

  it('stops between steps when asked to, and keeps what it has', () => {
    const stop = new AbortController();
    const checkpoint = checkpointAt('stopped', 100);
    const run = createRun({ checkpoint, signal: stop.signal }).trainer.run();
    run.next();
    run.next();

    stop.abort(new Error('Enough.'));

    expect(() => run.next()).toThrow('Enough.');
    expect(createRun({ checkpoint }).trainer.step).toBe(2);
  });

  it('refuses a checkpoint of another run', () => {
    const checkpoint = checkpointAt('other', 1);
    const run = createRun({ checkpoint }).trainer.run();
    run.next();
    run.next();

    expect(() => createRun({ checkpoint, seed: 8 })).toThrow('another seed');
    expect(() => createRun({ checkpoint, optimisation: { clipNorm: 2 } })).toThrow('another optimisation');
    expect(() => createRun({ checkpoint: { ...checkpoint, notes: { data: 'b' } } })).toThrow('another data');
  });

  it('takes the mean gradient of accumulated batches', () => {
    const target = (model: Linear) =>
      graphObjective(model.parameters(), (x: tf.Tensor2D) => tf.mean(tf.square(model.forward(x))));
    const [parts, whole] = [2, 1].map((accumulation) => {
      const { model } = createModel();
      const batch = (index: number) =>
        accumulation === 2 ? examples(index) : tf.concat([examples(2 * index), examples(2 * index + 1)]);
      const optimisation = { ...OPTIMISATION, accumulation };
      const losses = [...new Trainer({ objective: target(model), batch, seed: 0, optimisation }).run()];
      return { losses: losses.map(({ loss }) => loss), weights: weightsOf(model).flat() };
    });

    expect(relativeError(parts!.losses, whole!.losses)).toBeLessThan(1e-5);
    expect(relativeError(parts!.weights, whole!.weights)).toBeLessThan(1e-5);
  });

  it('gives groups of parameters rates of their own, and leaves others alone', () => {
    const before = weightsOf(createModel().model);
    const rateGroups = [
      { pattern: '^bias$', rate: 0 },
      { pattern: '^weight$', rate: 0.002 },
    ];
    const grouped = createRun({ optimisation: { rateGroups, adamW: { weightDecay: 0 }, steps: 2 } });
    const plain = createRun({ optimisation: { adamW: { weightDecay: 0 }, steps: 2 } });
    for (const { trainer } of [grouped, plain]) for (const _ of trainer.run());

    const moved = (run: typeof plain, i: number) => weightsOf(run.model)[i]![0]! - before[i]![0]!;
    expect(weightsOf(grouped.model)[1]).toEqual(before[1]);
    expect(moved(grouped, 0) / moved(plain, 0)).toBeCloseTo(0.1, 3);
  });

  it('leaves frozen parameters as they are, bit for bit', () => {
    const { model, objective } = createModel(/^bias$/);
    const [weight, bias] = weightsOf(model);

    for (const _ of new Trainer({ objective, batch: examples, seed: 7, optimisation: OPTIMISATION }).run());

    expect(weightsOf(model)[0]).toEqual(weight);
    expect(weightsOf(model)[1]).not.toEqual(bias);
  });

  it('holds no tensor from step to step, and frees its own at the end', () => {
    const { model, objective } = createModel();
    const before = tf.memory().numTensors;
    const optimisation = { ...OPTIMISATION, accumulation: 2, clipNorm: 1e-3, steps: 6 };
    const trainer = new Trainer({ objective, batch: examples, seed: 7, optimisation });
    const counts = Array.from(trainer.run(), () => tf.memory().numTensors);

    trainer.dispose();

    expect(new Set(counts).size).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });
});

describe('a run that diverges', () => {
  it('ends before the step is applied, says what to do, and keeps the last checkpoint', () => {
    const checkpoint = checkpointAt('diverged', 1);
    const batch = (index: number) => (index === 2 ? tf.fill<tf.Rank.R2>([4, 3], 1e30) : examples(index));
    const { model, trainer } = createRun({ checkpoint, batch });
    const run = trainer.run();
    run.next();
    run.next();
    const weights = weightsOf(model);

    expect(() => run.next()).toThrow(ModelError);

    expect(weightsOf(model)).toEqual(weights);
    const again = createRun({ checkpoint, batch });
    expect(weightsOf(again.model)).toEqual(weights);
    expect(() => again.trainer.run().next()).toThrow(
      /The loss became Infinity at step 3\. This step was not applied.*Lower the learning rate/,
    );
  });

  it('ends when the loss stays far above its level, but not for a single bad batch', () => {
    const divergence = { factor: 5, patience: 4 };
    const scaled = (isBad: (index: number) => boolean) => (index: number) =>
      tf.mul<tf.Tensor2D>(examples(0), isBad(index) ? 1e3 : 1);
    const still = {
      optimisation: { steps: 30, divergence, learningRate: { ...OPTIMISATION.learningRate, rate: 0 } },
    };

    expect([...createRun({ ...still, batch: scaled((i) => i === 9) }).trainer.run()]).toHaveLength(30);
    expect(() => [...createRun({ ...still, batch: scaled((i) => i > 9) }).trainer.run()]).toThrow(
      /far above its level of \S+ for 5 steps at step 15/,
    );
  });
});

describe('a run that is killed while it diverges', () => {
  const scaled = (index: number) => tf.mul<tf.Tensor2D>(examples(0), index > 9 ? 1e3 : 1);
  const optimisation = {
    ...{ steps: 30, divergence: { factor: 5, patience: 4 } },
    learningRate: { ...OPTIMISATION.learningRate, rate: 0 },
  };
  const diverging = (name: string) =>
    createRun({ optimisation, batch: scaled, checkpoint: checkpointAt(name, 1) }).trainer;

  it('goes on from its last calm step with the level that its losses had', () => {
    const killed = diverging('runaway').run();
    for (let step = 0; step < 13; step++) killed.next();

    const resumed = diverging('runaway');

    expect(resumed.step).toBe(10);
    expect(() => [...resumed.run()]).toThrow(/far above its level of \S+ for 5 steps at step 15/);
  });

  it('goes on from a checkpoint that does not know the level, too', () => {
    const killed = diverging('older').run();
    for (let step = 0; step < 6; step++) killed.next();
    const { path: file } = checkpointAt('older', 1);
    writeFileSync(file, readFileSync(file, 'latin1').replace('"guard"', '"other"'), 'latin1');

    expect(diverging('older').step).toBe(5);
  });
});

describe('batches of an epoch', () => {
  it('hold every example once before any comes again, in another order', () => {
    const batches = epochBatches({ seed: 3, count: 7, batchSize: 2 });
    const first14 = Array.from({ length: 7 }, (_, step) => batches(step)).flat();

    expect([...first14.slice(0, 7)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect([...first14.slice(7)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(first14.slice(0, 7)).not.toEqual(first14.slice(7));
    expect(epochBatches({ seed: 3, count: 7, batchSize: 2 })(5)).toEqual(batches(5));
  });

  it('refuse what cannot be drawn from', () => {
    expect(() => epochBatches({ seed: 3, count: 0, batchSize: 2 })).toThrow('no example');
    expect(() => epochBatches({ seed: 3, count: 1, batchSize: 0 })).toThrow('batch size');
  });
});

it('a recipe names its schedule', () => {
  const at = (schedule: 'constant' | 'linear' | 'cosine') =>
    [0, 2, 5, 8].map(learningRateOf({ schedule, rate: 1, warmUpSteps: 2 }, 8));

  expect(at('constant')).toEqual([0, 1, 1, 1]);
  expect(at('linear')).toEqual([0, 1, 0.5, 0]);
  expect(at('cosine')).toEqual([0, 1, expect.closeTo(0.5, 12), 0]);
});
