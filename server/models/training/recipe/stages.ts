import { z } from 'zod';
import * as all from '../objectives/index.js';
import type { Product, TrainingObjective } from '../objectives/objective.js';

const OBJECTIVES = { ...all };

const [first, ...others] = Object.values(OBJECTIVES).map(({ settings }) => settings);

export const Stage = z.discriminatedUnion('objective', [first!, ...others]);

/** One part of a recipe: an objective with its settings. */
export type Stage = z.infer<typeof Stage>;

export const objectiveOf = ({ objective }: Stage): TrainingObjective => OBJECTIVES[objective];

/** The stages that a stage builds on, with what each must make. */
export const needsOf = (stage: Stage): [name: string, product: Product][] =>
  objectiveOf(stage)
    .needs(stage)
    .flatMap(([model, product]) => (model && 'stage' in model ? [[model.stage, product]] : []));

/** Names of the stages that a stage builds on. */
export const stagesBefore = (stage: Stage): string[] => needsOf(stage).map(([name]) => name);
