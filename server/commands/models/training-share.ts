import type { CurvePoint } from '../../models/index.js';

/** A stage of a recipe, as far as it says how long it takes. */
interface TimedStage {
  readonly name: string;
  /** As measured; stages that do not say it count by their steps. */
  readonly seconds?: number | undefined;
  readonly optimisation: { readonly steps: number };
}

/** How much of a recipe is trained, over all of its stages, which count by the time they take. */
export class TrainingShare {
  private readonly shares = new Map<string, number>();

  /** @param points of an earlier attempt that the same folder holds */
  constructor(
    private readonly stages: readonly TimedStage[],
    points: readonly CurvePoint[],
  ) {
    for (const point of points) this.note(point);
  }

  /** Notes a step. @returns the part that is done, 0 to 1 */
  note({ stage, step, steps }: CurvePoint): number {
    this.shares.set(stage, step / steps);
    const weights = this.stages.map(({ seconds, optimisation }) => seconds ?? optimisation.steps);
    const done = this.stages.map(({ name }, i) => (this.shares.get(name) ?? 0) * weights[i]!);
    return sum(done) / sum(weights);
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
