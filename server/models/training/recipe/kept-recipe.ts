import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ModelError } from '../../../perfusion/index.js';
import { writeAtomically } from '../objectives/stage-context.js';
import { parseRecipe, type Recipe } from './recipe.js';

const pathOf = (folder: string) => join(folder, 'recipe.json');

/**
 * The recipe whose training a folder holds, with the defaults of today for what it does not say; null where there is
 * none.
 *
 * @throws {ModelError} if it is no recipe any more
 */
export function keptRecipe(folder: string): Recipe | null {
  const path = pathOf(folder);
  return existsSync(path) ? parseRecipe(JSON.parse(readFileSync(path, 'utf8')), path) : null;
}

/** A folder holds the stages of one recipe. @throws {ModelError} if it holds those of another */
export function claimFolder(folder: string, recipe: Recipe): void {
  mkdirSync(folder, { recursive: true });
  const kept = keptRecipe(folder);
  if (!kept) writeAtomically(pathOf(folder), JSON.stringify(recipe, null, 2));
  else if (!isDeepStrictEqual(asJson(kept), asJson(recipe)))
    throw new ModelError(`${folder} holds the training of another recipe; name another folder.`);
}

/** What a file keeps of a recipe. */
const asJson = (recipe: Recipe): unknown => JSON.parse(JSON.stringify(recipe));
