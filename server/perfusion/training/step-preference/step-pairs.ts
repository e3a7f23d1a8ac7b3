import * as tf from '@tensorflow/tfjs-core';

/** Latents of one timestep with their conditions, a row each. */
export interface Rows {
  readonly latent: tf.Tensor4D;
  readonly context: tf.Tensor3D;
  readonly features?: tf.Tensor2D | undefined;
}

/** At one step, a better and a worse way of going on from the same latents. */
export interface StepPairs {
  readonly timestep: number;
  /** z_t and its conditions, [pairs, ...]. */
  readonly from: Rows;
  /** The next latent that is preferred, and the other, [pairs, height, width, channels]. */
  readonly better: tf.Tensor4D;
  readonly worse: tf.Tensor4D;
}

/** Best and worst candidate of one prompt. */
interface Chosen {
  readonly prompt: number;
  readonly best: number;
  readonly worst: number;
}

/** The best and the worst candidate of each prompt, where their preference probabilities differ enough. */
export function chosenPairs(scores: readonly (readonly number[])[], minGap: number): Chosen[] {
  return scores.flatMap((row, prompt) => {
    const [highest, lowest] = [Math.max(...row), Math.min(...row)];
    const gap = Math.tanh((highest - lowest) / 2); // sigmoid(d) - sigmoid(-d)
    return gap > minGap ? [{ prompt, best: row.indexOf(highest), worst: row.indexOf(lowest) }] : [];
  });
}

export function pairsOf({
  chosen,
  from,
  next,
  branches,
  timestep,
}: {
  chosen: readonly Chosen[];
  from: Rows;
  next: tf.Tensor4D;
  branches: number;
  timestep: number;
}): StepPairs {
  const prompts = chosen.map(({ prompt }) => prompt);
  return {
    timestep,
    from: {
      latent: rowsAt(from.latent, prompts),
      context: rowsAt(from.context, prompts),
      features: from.features && rowsAt(from.features, prompts),
    },
    better: rowsAt(
      next,
      chosen.map(({ prompt, best }) => prompt * branches + best),
    ),
    worse: rowsAt(
      next,
      chosen.map(({ prompt, worst }) => prompt * branches + worst),
    ),
  };
}

/** Rows of a tensor, in the order of their places. */
export const rowsAt = <T extends tf.Tensor>(rows: T, places: readonly number[]): T =>
  tf.gather(rows, tf.tensor1d([...places], 'int32'));

/** [rows, ...] -> [rows * times, ...], each row `times` times in a row */
export const repeated = <T extends tf.Tensor>(rows: T, times: number): T =>
  rowsAt(
    rows,
    Array.from({ length: rows.shape[0]! * times }, (_, i) => Math.floor(i / times)),
  );
