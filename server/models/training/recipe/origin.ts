import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Recipe } from './recipe.js';
import { objectiveOf } from './stages.js';

const Note = z.object({ simulated: z.boolean() });

const pathOf = (model: string) => join(model, 'toile.json');

type Training = Pick<Recipe, 'stages' | 'groups'>;

/** Where the model of a stage comes from. */
export interface Origin {
  /** The model folder that its stages began with; null where they began with nothing. */
  readonly folder: string | null;
  /** Whether it learnt from drawn garments or from merchants with a known taste. */
  readonly simulated: boolean;
}

/** What a stage and those that it goes on from began with and learnt from. */
export function originOf({ stages, groups }: Training, name: string): Origin {
  const stage = stages.find((one) => one.name === name)!;
  const simulated = objectiveOf(stage).data === 'garments' || (groups !== undefined && 'simulated' in groups);
  const { parent } = stage;
  if (!parent) return { folder: null, simulated };
  if ('folder' in parent) return { folder: parent.folder, simulated };
  const before = originOf({ stages, groups }, parent.stage);
  return { folder: before.folder, simulated: simulated || before.simulated };
}

/** Notes in a model folder what its model learnt from, so that whatever is trained on from it is known to have, too. */
export function noteOrigin(model: string, recipe: Training, stage: string): void {
  const note: z.infer<typeof Note> = { simulated: isSimulated(recipe, stage) };
  writeFileSync(pathOf(model), `${JSON.stringify(note, null, 2)}\n`);
}

/** Whether the model of a stage learnt from drawn garments or simulated merchants, or began with a model that did. */
export function isSimulated(recipe: Training, stage: string): boolean {
  const { folder, simulated } = originOf(recipe, stage);
  return simulated || (folder !== null && isNotedSimulated(folder));
}

/**
 * Whether a model folder says that its model learnt from simulated data; one that was not trained here says nothing.
 */
export function isNotedSimulated(model: string): boolean {
  const path = pathOf(model);
  return existsSync(path) && Note.parse(JSON.parse(readFileSync(path, 'utf8'))).simulated;
}
