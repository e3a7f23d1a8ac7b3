/** One point of a loss curve. */
export interface TrainingPoint {
  /** Name of the stage. */
  readonly stage: string;
  /** Steps done, from 1. */
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  readonly learningRate: number;
}

/** One measured number, with a 95 % interval where it is an estimate. */
export interface Metric {
  readonly name: string;
  readonly value: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly unit?: string;
  /** Number of groups or pictures that it is measured on. */
  readonly n?: number;
}

/**
 * Ends the names of what personalising adds to pictures: a measure of those that were drawn for a store, less the
 * measure of those drawn without one. All other measures of a recipe are of rankings.
 */
export const PERSONALISED_LESS_NOT = ', personalised less not';

/** What a training came to. */
export interface TrainingOutcome {
  /** Model folders, by what they hold. */
  readonly packages: { readonly reward?: string; readonly generator?: string };
  readonly metrics: readonly Metric[];
  /** SHA-256 of the groups that the models learnt from; where they learnt from garments alone, of those. */
  readonly dataSnapshotHash: string;
}
