import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend } from '../../../perfusion/index.js';
import { type GarmentPictures, garmentPictures } from '../data/garment-pictures.js';
import { loadedData } from '../data/loaded-data.js';
import type { GroupsWithPictures } from '../data/preference-data.js';
import { simulatedData } from '../data/simulated-data.js';
import type { StageContext } from '../objectives/stage-context.js';
import type { TrainingPoint } from '../training-outcome.js';
import type { Recipe } from './recipe.js';

export interface TrainingOptions {
  /** Where pictures, checkpoints and models are kept; a run goes on with what it finds there. */
  readonly folder: string;
  /** What `startBackend` returned. */
  readonly backend: Backend;
  readonly signal?: AbortSignal | undefined;
  readonly report?: (point: TrainingPoint) => void;
  readonly log?: (line: string) => void;
}

/** What stages work with, and the whole recipe, whose models are packed and measured. */
export interface RunContext extends StageContext {
  readonly recipe: Recipe;
}

/** Pictures and groups are made once. */
export function runContext(recipe: Recipe, options: TrainingOptions): RunContext {
  const { folder, backend, signal, report = () => {}, log = () => {} } = options;
  const sets = new Map<number, Promise<GarmentPictures>>();
  const groups = new Map<number, Promise<GroupsWithPictures>>();
  const garments = (size: number) =>
    once(sets, size, () => drawn(recipe, { folder: dataFolder(folder), size, signal, log }));
  return {
    recipe,
    folder,
    backend,
    signal,
    report,
    log,
    pictures: () => garments(recipe.pictures.size),
    groups: (size) => once(groups, size, () => groupsOf(recipe, size, () => garments(size))),
  };
}

/** Pictures depend on their number and size alone, so stages and runs share them. */
function dataFolder(folder: string): string {
  const path = join(folder, 'pictures');
  mkdirSync(path, { recursive: true });
  return path;
}

function once<T>(made: Map<number, Promise<T>>, key: number, make: () => Promise<T>): Promise<T> {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}

function drawn(
  { pictures: { first, count, heldOut } }: Recipe,
  { log, ...request }: Pick<StageContext, 'log' | 'signal'> & { folder: string; size: number },
): Promise<GarmentPictures> {
  const onDraw = (missing: number) => log(`Drawing ${missing} garment images of ${request.size} pixels`);
  return garmentPictures({ ...request, first, count: count + heldOut, onDraw });
}

async function groupsOf(
  { groups, pictures: { count } }: Recipe,
  size: number,
  garments: () => Promise<GarmentPictures>,
): Promise<GroupsWithPictures> {
  if (!groups) throw new Error('A recipe was not checked: it has no groups.');
  if ('folder' in groups) return loadedData(groups, size);
  const pictures = await garments();
  const data = simulatedData(groups.simulated, { garments: pictures.garments, split: count });
  return { ...data, pictures };
}
