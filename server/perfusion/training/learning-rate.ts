/** Learning rate of each step, counted from 0. */
export type LearningRate = (step: number) => number;

/** Rises in a straight line from 0 over the first steps, then stays. */
export const constantWithWarmUp =
  (rate: number, warmUpSteps: number): LearningRate =>
  (step) =>
    rate * Math.min(1, warmUpSteps === 0 ? 1 : step / warmUpSteps);

/** Rises like `constantWithWarmUp`, then falls in a straight line to 0 at the last step. */
export const linearWithWarmUp =
  (rate: number, { warmUpSteps, totalSteps }: { warmUpSteps: number; totalSteps: number }): LearningRate =>
  (step) => {
    if (step < warmUpSteps) return (rate * step) / warmUpSteps;
    return rate * Math.max(0, (totalSteps - step) / Math.max(1, totalSteps - warmUpSteps));
  };

/**
 * The rate that the launch scripts of diffusers use with `--scale_lr`: per example, times the
 * number of examples that one step sees. Diffusion-DPO's 1e-8 with 2,048 pairs is 2.05e-5.
 */
export const scaledRate = (ratePerExample: number, examplesPerStep: number) =>
  ratePerExample * examplesPerStep;
