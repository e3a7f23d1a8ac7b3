import { join } from 'node:path';
import { modelThreads } from '../compute/model-threads.js';
import type { Recipe } from './recipe/recipe.js';
import { type Stage, stagesBefore } from './recipe/stages.js';
import type { StageMessage, StageWork } from './stage-tasks.js';
import { beginTraining, isDone } from './train-recipe.js';
import type { TrainingOutcome, TrainingPoint } from './training-outcome.js';

export interface ThreadedTraining {
  /** Where pictures, checkpoints and models are kept; a run goes on with what it finds there. */
  readonly folder: string;
  /** Most stages at the same time, each in a thread of its own; 2 suit 2 cores. */
  readonly lanes: number;
  /** `TOILE_TF_BACKEND`. */
  readonly tensorBackend?: string | undefined;
  readonly signal: AbortSignal;
  readonly report: (point: TrainingPoint) => void;
  readonly log: (line: string) => void;
}

const THREAD_TASKS = join('dist', 'server', 'models', 'training', 'thread-tasks.js');

type StageTasks = typeof import('./thread-tasks.js')['threadTasks'];

/**
 * Trains a recipe like `trainRecipe`, but stages that do not wait for each other at the same time.
 * The numbers are those of one stage after the other.
 *
 * @throws {ModelError} if the folder belongs to another recipe, or a baseline is none
 * @throws {DomainError} what else the user can mend: a model folder or data that do not fit, or divergence
 * @throws the signal's reason once it aborts
 */
export async function trainInThreads(recipe: Recipe, training: ThreadedTraining): Promise<TrainingOutcome> {
  const { folder, lanes, tensorBackend, signal, report, log } = training;
  beginTraining(recipe, folder);
  const threads = modelThreads<StageTasks>({ tensorBackend, tasks: THREAD_TASKS });
  const onMessage = (message: StageMessage) =>
    'point' in message ? report(message.point) : log(message.line);
  const run = (stage: string) => {
    const work: StageWork = { recipe, folder, stage };
    return threads.runInThread('trainStage', work, { signal, onMessage });
  };
  try {
    await run('pictures');
    await inOrder(recipe.stages, { lanes, run, isDone: (name) => isDone(folder, name) });
    return (await run('finish'))!;
  } finally {
    await threads.close();
  }
}

interface StageRuns {
  readonly lanes: number;
  readonly run: (name: string) => Promise<unknown>;
  /** Of an earlier attempt, say. */
  readonly isDone: (name: string) => boolean;
}

/** Starts each stage as soon as those that it builds on are done and a lane is free, earlier ones first. */
async function inOrder(stages: readonly Stage[], { lanes, run, isDone }: StageRuns): Promise<void> {
  const done = new Set(stages.map(({ name }) => name).filter(isDone));
  const waiting = stages.filter(({ name }) => !done.has(name));
  const running = new Map<string, Promise<string>>();
  while (waiting.length + running.size > 0) {
    const ready = waiting.find((stage) => stagesBefore(stage).every((name) => done.has(name)));
    if (ready && running.size < lanes) {
      waiting.splice(waiting.indexOf(ready), 1);
      running.set(
        ready.name,
        run(ready.name).then(() => ready.name),
      );
      continue;
    }
    const name = await Promise.race(running.values());
    running.delete(name);
    done.add(name);
  }
}
