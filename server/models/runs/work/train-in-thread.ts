import type { ThreadTask } from '../../compute/thread-task.js';
import type { ModelMetric } from '../../registry/model-facts.type.js';
import type { LocatedDataset, TrainingSettings } from '../run-settings.js';

/** One point of a loss curve, as it is reached. */
export interface TrainingPoint {
  /** Which part of the training. */
  readonly stage: string;
  /** Optimiser steps done, from 1. */
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  readonly learningRate: number;
}

export interface TrainingWork extends Omit<TrainingSettings, 'dataset'> {
  readonly dataset: LocatedDataset;
  /** Folder of the version to train on from; it is only read. */
  readonly parent: string;
  readonly seed: number;
  /** Where checkpoints are kept and the trained model is written. */
  readonly folder: string;
}

export interface TrainedModel {
  /** Folder of the whole model, as it is registered. */
  readonly path: string;
  readonly metrics: readonly ModelMetric[];
  readonly dataSnapshotHash: string;
}

/** What a training tells meanwhile. */
export type TrainingMessage = { readonly point: TrainingPoint } | { readonly line: string };

export const task: ThreadTask<TrainingWork, TrainedModel, TrainingMessage> = () =>
  Promise.reject(new Error('not yet'));
