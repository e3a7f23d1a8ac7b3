import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { originOf, type Recipe } from '../recipe.js';

const Note = z.object({ simulated: z.boolean() });

const pathOf = (model: string) => join(model, 'toile.json');

type Training = Pick<Recipe, 'stages' | 'groups'>;

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

/** Whether a model folder says that its model learnt from simulated data; one that was not trained here says nothing. */
export function isNotedSimulated(model: string): boolean {
  const path = pathOf(model);
  return existsSync(path) && Note.parse(JSON.parse(readFileSync(path, 'utf8'))).simulated;
}
