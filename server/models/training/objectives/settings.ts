import { z } from 'zod';
import { count, fraction, pattern } from '../fields.js';

const Optimisation = z.strictObject({
  steps: count,
  /** Pictures, or groups of pictures, of one step. */
  batch: count,
  learningRate: z.strictObject({
    schedule: z.enum(['constant', 'linear', 'cosine']),
    rate: z.number().positive(),
    warmUpSteps: z.int().min(0),
  }),
  rateGroups: z.array(z.strictObject({ pattern, rate: z.number().min(0) })).optional(),
  adamW: z
    .strictObject({ beta1: fraction, beta2: fraction, weightDecay: z.number().min(0) })
    .partial()
    .optional(),
  clipNorm: z.number().positive().optional(),
  accumulation: count.optional(),
  averageDecay: z.number().min(0).lt(1).optional(),
  checkpointEvery: count.default(50),
});

/** A model folder; a path that is not whole counts from where the command runs. */
export const FolderParent = z.strictObject({ folder: z.string() });

/** The model of an earlier stage. */
export const EarlierStage = z.strictObject({ stage: z.string() });

/** Where a stage begins: the model of an earlier stage, or a model folder. */
export const Parent = z.union([EarlierStage, FolderParent]);

/** The settings of a stage: those of all stages and its objective's own. */
export const stageSettings = <Objective extends string, Shape extends z.ZodRawShape>(
  objective: Objective,
  shape: Shape,
) =>
  z.strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'a name is made of small letters, digits and hyphens'),
    objective: z.literal(objective),
    optimisation: Optimisation,
    /** How long it took where the recipe was made, in seconds; for the time left. */
    seconds: z.number().positive().optional(),
    ...shape,
  });

/** Of all stages that learn from groups. */
export const fromGroups = {
  parent: Parent,
  /** Whether the phrases of a prompt come in another order each time, as in the paper; not if left out. */
  shufflesPhrases: z.boolean().optional(),
};

/** How a merchant's profile is encoded. */
export const userEncoder = {
  embeddingSize: count.default(16),
  crossLayers: count.default(3),
  crossType: z.enum(['v1', 'v2']).default('v2'),
};

export type StageParent = z.infer<typeof Parent>;

/** What every stage says. */
export interface StageFields {
  readonly name: string;
  readonly objective: string;
  readonly optimisation: z.infer<typeof Optimisation>;
  readonly parent?: StageParent | undefined;
}

/** A stage that learns from groups. */
export interface GroupStage extends StageFields {
  readonly parent: StageParent;
  readonly shufflesPhrases?: boolean | undefined;
}
