import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ModelError } from '../../../perfusion/index.js';
import { samplingFields } from '../../compute/sampling-limits.js';
import { SimulatedGroups } from '../data/simulated-data.js';
import { count, fraction, seed } from '../fields.js';
import { FolderParent } from '../objectives/settings.js';
import { problemOf } from './recipe-checks.js';
import { Stage } from './stages.js';

const Recipe = z.strictObject({
  name: z.string().min(1),
  seed,
  /** Seeded garment pictures from number `first` on: `count` train, the others test. */
  pictures: z.strictObject({ first: z.int().min(0).default(0), count, heldOut: count, size: count }),
  /** Preference groups; `folder` holds NDJSON with images, or PickaPic's parquet files. */
  groups: z
    .union([
      z.strictObject({ simulated: SimulatedGroups }),
      z.strictObject({ folder: z.string(), testShare: fraction.default(0.1) }),
    ])
    .optional(),
  stages: z.array(Stage).min(1),
  /** Stages whose models are the result. */
  packages: z.strictObject({
    reward: z.string().optional(),
    generator: z.string().optional(),
    dataType: z.enum(['F16', 'F32']).default('F32'),
    /** How the generator's pictures come out well; its parent's if left out. */
    sampling: z.strictObject(samplingFields).optional(),
  }),
  /** Reward models that are measured on the same groups: stages or model folders, by the name that tables show. */
  baselines: z.record(z.string(), z.union([z.string(), FolderParent])).default({}),
  /** Pictures that are generated to measure the generator; none if 0. */
  generatedPictures: z.int().min(0).default(0),
});

/** How models are trained, one stage after the other; plain data. */
export type Recipe = z.infer<typeof Recipe>;

/**
 * Checks a recipe.
 *
 * @param origin where it comes from, for messages
 * @throws {ModelError} naming every field that is missing, unknown or out of range
 */
export function parseRecipe(value: unknown, origin: string): Recipe {
  const parsed = Recipe.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`);
    throw new ModelError(`The recipe ${origin} is not valid. ${problems.join('; ')}.`);
  }
  const problem = problemOf(parsed.data);
  if (problem) throw new ModelError(`The recipe ${origin} is not valid. ${problem}`);
  return parsed.data;
}

/** Reads a recipe from a JSON file. @throws {ModelError} as `parseRecipe`, or if there is no such JSON file */
export function readRecipe(path: string): Recipe {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ModelError(`The recipe ${path} cannot be read as JSON; is it there?`, { cause: error });
  }
  return parseRecipe(value, path);
}
