import type * as tf from '@tensorflow/tfjs-core';
import { ModelError } from '../model-error.js';
import type { Parameter } from '../nn/parameter.js';
import { findSafetensors } from '../weights/open-safetensors.js';
import type { TensorSource } from '../weights/stored-tensor.js';
import { type TensorToWrite, writeSafetensors } from '../weights/write-safetensors.js';
import type { DivergenceGuard, GuardState } from './divergence-guard.js';
import type { AdamW } from './optimisation/adam-w.js';
import { type KeptNumbers, keptNumbers } from './optimisation/moments.js';
import type { MovingAverage } from './optimisation/moving-average.js';

/** All that training needs to go on exactly: random numbers are drawn by step, so they need no state. */
export interface TrainingState {
  /** What trains, by name. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly optimizer: AdamW;
  readonly average?: MovingAverage;
  /** Its level goes on too; a checkpoint from before it was kept resets it. */
  readonly guard?: DivergenceGuard;
}

/**
 * Writes weights, running means and step count of a training run into one file, which replaces
 * an older one whole or not at all.
 *
 * @param notes what else must agree when training goes on: configuration, data, seed
 */
export function saveCheckpoint(
  path: string,
  state: TrainingState,
  notes: Readonly<Record<string, string>> = {},
): void {
  const tensors = new Map([...tensorsOf(state)].map(([name, tensor]) => [name, toWrite(tensor)]));
  const guard = state.guard && { guard: JSON.stringify(state.guard.state()) };
  writeSafetensors(path, tensors, { ...notes, ...guard, step: String(state.optimizer.stepCount) });
}

/**
 * Puts a training run back to where the checkpoint was written; a run without a file starts at step 0. With the same
 * data and seed the run goes on with the very numbers of an uninterrupted one.
 *
 * @param notes must equal those that were saved
 * @returns number of steps taken
 * @throws {ModelError} if the file is damaged, was written with other notes, or holds other tensors
 */
export function resumeCheckpoint(
  path: string,
  state: TrainingState,
  notes: Readonly<Record<string, string>> = {},
): number {
  const source = findSafetensors(path);
  if (!source) return 0;
  try {
    requireSameRun(source, state, notes);
    const read = (name: string) => source.read(name).values as Float32Array;
    const stepCount = Number(source.metadata.step);
    for (const [name, parameter] of state.parameters) parameter.assignValues(read(`weights.${name}`));
    state.optimizer.restore(stepCount, (name) => read(`optimizer.${name}`));
    state.average?.restore((name) => read(`average.${name}`));
    const { guard } = source.metadata;
    if (guard) state.guard?.restore(JSON.parse(guard) as GuardState);
    return stepCount;
  } finally {
    source.close();
  }
}

function tensorsOf({ parameters, optimizer, average }: TrainingState): Map<string, KeptNumbers> {
  const named = (prefix: string, numbers: Iterable<readonly [string, KeptNumbers]>) =>
    [...numbers].map(([name, one]) => [`${prefix}.${name}`, one] as const);
  const tensors = (all: Iterable<readonly [string, tf.Tensor]>) =>
    [...all].map(([name, tensor]) => [name, keptNumbers(tensor)] as const);
  const weights = [...parameters].map(([name, { value }]) => [name, value] as const);
  return new Map([
    ...named('weights', tensors(weights)),
    ...named('optimizer', optimizer.state()),
    ...named('average', tensors(average?.state() ?? [])),
  ]);
}

const toWrite = ({ shape, values }: KeptNumbers): TensorToWrite => ({ shape, dataType: 'F32', values });

function requireSameRun(
  source: TensorSource,
  state: TrainingState,
  notes: Readonly<Record<string, string>>,
): void {
  const changed = Object.entries(notes).filter(([name, value]) => source.metadata[name] !== value);
  if (changed.length > 0) {
    const names = changed.map(([name]) => name).join(', ');
    throw new ModelError(
      `${source.origin} was written by a run with another ${names}. Start a new run instead of resuming.`,
    );
  }
  const wanted = new Map([...tensorsOf(state)].map(([name, { shape }]) => [name, String(shape)]));
  const differing = [...new Set([...wanted.keys(), ...source.tensors.keys()])].filter(
    (name) => wanted.get(name) !== String(source.tensors.get(name)?.shape),
  );
  if (differing.length === 0) return;
  throw new ModelError(`${source.origin} does not fit this run; it differs in ${differing.join(', ')}.`);
}
