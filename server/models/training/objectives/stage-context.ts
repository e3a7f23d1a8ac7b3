import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Backend, type Objective, Trainer } from '../../../perfusion/index.js';
import type { GarmentPictures } from '../data/garment-pictures.js';
import type { GroupsWithPictures } from '../data/preference-data.js';
import type { TrainingPoint } from '../training-outcome.js';
import type { StageFields, StageParent } from './settings.js';

/** What a stage works with. */
export interface StageContext {
  readonly recipe: {
    readonly name: string;
    readonly seed: number;
    /** Garment pictures: the first `count` train. */
    readonly pictures: { readonly count: number; readonly size: number };
  };
  /** Of the run; every stage has a folder of its name in it. */
  readonly folder: string;
  readonly backend: Backend;
  readonly signal?: AbortSignal | undefined;
  /** The garments that captions are made of; drawn at the first call. */
  pictures(): Promise<GarmentPictures>;
  /** @param size height and width of the pictures, in pixels */
  groups(size: number): Promise<GroupsWithPictures>;
  report(point: TrainingPoint): void;
  log(line: string): void;
}

/** Folder of a stage's checkpoint and of what it makes for itself. */
export function stageFolder({ folder }: Pick<StageContext, 'folder'>, name: string): string {
  const path = join(folder, 'stages', name);
  mkdirSync(path, { recursive: true });
  return path;
}

/** Creates a file atomically: another thread, or one that resumes after a crash, finds all of it or none. */
export function writeAtomically(path: string, content: string | NodeJS.ArrayBufferView): void {
  const temporary = `${path}.${randomUUID()}`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

/** Folder of the model that a stage makes. */
export const modelFolder = (context: Pick<StageContext, 'folder'>, name: string): string =>
  join(stageFolder(context, name), 'model');

/** Folder of the model that a stage begins with. */
export const parentFolder = (context: Pick<StageContext, 'folder'>, parent: StageParent): string =>
  'folder' in parent ? parent.folder : modelFolder(context, parent.stage);

/**
 * Trains to the last step from the checkpoint of the stage, where there is one, and leaves the
 * moving average of the weights in place.
 *
 * @param batch the batch with this number; runs inside the step's tidy
 * @param data  hash of the groups that batches are made of; absent where the recipe alone says what they are
 * @throws {ModelError} if the checkpoint is of another recipe or other data
 */
export async function runTraining<Batch>(
  context: StageContext,
  { name, optimisation: { batch: _, checkpointEvery, ...optimisation } }: StageFields,
  { objective, batch, data }: { objective: Objective<Batch>; batch: (index: number) => Batch; data?: string },
): Promise<void> {
  const path = join(stageFolder(context, name), 'checkpoint.safetensors');
  const { seed, name: recipe } = context.recipe;
  const notes = { recipe, ...(data === undefined ? {} : { data }) };
  const trainer = new Trainer({
    objective,
    batch,
    seed,
    optimisation,
    checkpoint: { path, every: checkpointEvery, notes },
    ...(context.signal ? { signal: context.signal } : {}),
  });
  try {
    for (const { step, steps, loss, learningRate } of trainer.run()) {
      context.report({ stage: name, step, steps, loss, learningRate });
      await setImmediate(); // lets a signal come in
    }
    // biome-ignore lint/correctness/useHookAtTopLevel: no hook of React
    trainer.useAverage();
  } finally {
    trainer.dispose();
  }
}
