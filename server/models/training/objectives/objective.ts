import type { z } from 'zod';
import type { StageFields, StageParent } from './settings.js';
import type { StageContext } from './stage-context.js';

/** What a stage leaves behind: which others can go on from it, and whether it is a result. */
export type Product =
  | 'autoencoder'
  | 'reward model'
  | 'personalised reward model'
  | 'reward baseline'
  | 'judge of SPO'
  | 'generator';

/** A model that a stage builds on, none if left out, and what it must be. */
export type Need = readonly [model: StageParent | undefined, product: Product];

/** One kind of stage: how a recipe writes it, what it learns from, takes and makes, and how it trains. */
export interface TrainingObjective<Settings extends z.ZodType<StageFields> = z.ZodType<StageFields>> {
  readonly settings: Settings;
  /** Drawn garments with captions, or groups of preferences. */
  readonly data: 'garments' | 'groups';
  readonly produces: Product;
  needs(stage: z.infer<Settings>): readonly Need[];
  /** What its settings lack together, or set without any effect, as the end of a sentence; null if nothing. */
  problem?(stage: z.infer<Settings>): string | null;
  train(stage: z.infer<Settings>, context: StageContext): Promise<void>;
}
