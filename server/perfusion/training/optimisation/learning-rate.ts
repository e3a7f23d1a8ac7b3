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

/** Rises like `constantWithWarmUp`, then falls along half a cosine to 0 at the last step. */
export const cosineWithWarmUp =
  (rate: number, { warmUpSteps, totalSteps }: { warmUpSteps: number; totalSteps: number }): LearningRate =>
  (step) => {
    if (step < warmUpSteps) return (rate * step) / warmUpSteps;
    const share = Math.min(1, (step - warmUpSteps) / Math.max(1, totalSteps - warmUpSteps));
    return (rate * (1 + Math.cos(Math.PI * share))) / 2;
  };

/** A learning rate as a recipe writes it. */
export interface LearningRateConfig {
  readonly schedule: 'constant' | 'linear' | 'cosine';
  /** Highest rate, reached at the end of the warm-up. */
  readonly rate: number;
  readonly warmUpSteps: number;
}

/** @param totalSteps where `linear` and `cosine` reach 0 */
export function learningRateOf(
  { schedule, rate, warmUpSteps }: LearningRateConfig,
  totalSteps: number,
): LearningRate {
  if (schedule === 'constant') return constantWithWarmUp(rate, warmUpSteps);
  const falling = schedule === 'linear' ? linearWithWarmUp : cosineWithWarmUp;
  return falling(rate, { warmUpSteps, totalSteps });
}
