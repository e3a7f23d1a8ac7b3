import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ModelError } from '../../perfusion/index.js';
import { samplingFields } from '../compute/sampling-fields.js';
import { problemOf } from './recipe-checks.js';
import { count, FolderParent, fraction, Stage } from './recipe-stages.js';

const SimulatedGroups = z.strictObject({
  /** Of tastes: two data sets of one world have the same merchants. */
  worldSeed: z.int().min(0),
  /** Of prompts, candidates and picks. */
  seed: z.int().min(0),
  /** The same of test groups, so that settings chosen on some are measured on others; `seed` if left out. */
  testSeed: z.int().min(0).optional(),
  groups: count,
  testGroups: count,
  /** Merchants kept out of training, whom the models know by their features only. */
  unseenMerchants: z.int().min(0),
  groupSize: z.int().min(2),
  mostPhrases: count,
  temperature: z.number().min(0),
  taste: z.strictObject({
    shared: z.number().min(0),
    byFeature: z.record(z.string(), z.number().min(0)),
    own: z.number().min(0),
  }),
});

const Recipe = z.strictObject({
  name: z.string().min(1),
  seed: z.int().min(0),
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
export type SimulatedGroupsSettings = z.infer<typeof SimulatedGroups>;

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

/** Where the model of a stage comes from. */
export interface Origin {
  /** The model folder that its stages began with; null where they began with nothing. */
  readonly folder: string | null;
  /** Whether it learnt from drawn garments or from merchants with a known taste. */
  readonly simulated: boolean;
}

/** Objectives that learn from drawn garments. */
const DRAWN: ReadonlySet<Stage['objective']> = new Set(['autoencoder', 'contrastive', 'denoising']);

/** What a stage and those that it goes on from began with and learnt from. */
export function originOf({ stages, groups }: Pick<Recipe, 'stages' | 'groups'>, name: string): Origin {
  const { parent, objective } = stages.find((stage) => stage.name === name)!;
  const simulated = DRAWN.has(objective) || (groups !== undefined && 'simulated' in groups);
  if (!parent) return { folder: null, simulated };
  if ('folder' in parent) return { folder: parent.folder, simulated };
  const before = originOf({ stages, groups }, parent.stage);
  return { folder: before.folder, simulated: simulated || before.simulated };
}
