import type { LocatedDataset, TrainingSettings } from '../settings/run-settings.js';

/** What a training thread is given. */
export interface TrainingWork extends Omit<TrainingSettings, 'kind' | 'method' | 'baselines' | 'dataset'> {
  readonly kind: `${TrainingSettings['kind']}`;
  readonly method: `${TrainingSettings['method']}`;
  readonly baselines: readonly `${TrainingSettings['baselines'][number]}`[];
  readonly dataset: LocatedDataset;
  /** Folder of the version to train on from; it is only read. */
  readonly parent: string;
  /** What the parent's personalisation is built as: `plugIn` or `pan` of its configuration; empty where it has none. */
  readonly built: Readonly<Record<string, unknown>>;
  readonly seed: number;
  /** Where checkpoints are kept and the trained model is written. */
  readonly folder: string;
}
