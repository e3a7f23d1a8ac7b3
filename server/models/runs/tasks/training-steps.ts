import type { TrainingPoint } from '../../training/index.js';

/** A point of a training, as far as it says where the training is. */
type ReachedStep = Pick<TrainingPoint, 'stage' | 'step' | 'steps'>;

/** Counts the steps of a training whose stages have equally many, over all of them. */
export class TrainingSteps {
  private readonly doneIn = new Map<string, number>();

  constructor(private readonly stageCount: number) {}

  /**
   * Notes a point: one that comes again, since training went on at a checkpoint, counts from there.
   *
   * @returns steps done and steps in all
   */
  note({ stage, step, steps }: ReachedStep): { readonly done: number; readonly total: number } {
    this.doneIn.set(stage, step);
    const done = [...this.doneIn.values()].reduce((sum, each) => sum + each, 0);
    return { done, total: this.stageCount * steps };
  }
}
