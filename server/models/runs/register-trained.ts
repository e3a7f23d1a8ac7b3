import type { Viewer } from '../../platform/index.js';
import { metricsOf } from '../registry/demonstration.js';
import { type FileWork, filesIn } from '../registry/model-store.js';
import { ModelKind, type ModelVersion } from '../registry/model-version.entity.js';
import type { RegistryService } from '../registry/registry.service.js';
import { originOf, type Recipe, type TrainingOutcome } from '../training/index.js';
import { toModelMetric } from './threads/measure.js';

/** Models that a recipe made outside of a run. */
export interface TrainedRecipe {
  /** What to call the versions. */
  readonly name: string;
  readonly recipe: Recipe;
  readonly outcome: TrainingOutcome;
}

/**
 * Registers the models of a recipe as candidates, with what was measured of them, and with the version that they were
 * trained on from where its folder is that of a version. Registered again, they are the same versions.
 *
 * @throws {DomainError} INVALID_INPUT, FORBIDDEN
 * @throws the reason of the signal
 */
export async function registerTrained(
  registry: RegistryService,
  viewer: Viewer,
  { name, recipe, outcome: { packages, metrics, dataSnapshotHash } }: TrainedRecipe,
  work: FileWork = {},
): Promise<ModelVersion[]> {
  const versions: ModelVersion[] = [];
  for (const part of ['reward', 'generator'] as const) {
    const folder = packages[part];
    if (folder === undefined) continue;
    const origin = originOf(recipe, recipe.packages[part]!);
    const parent = origin.folder === null ? null : await registry.findByContent(await filesIn(origin.folder));
    const version = {
      ...{ name, folder, dataSnapshotHash },
      kind: part === 'reward' ? ModelKind.REWARD : ModelKind.GENERATOR,
      parentId: parent?.id ?? null,
      simulated: origin.simulated || parent?.simulated === true,
      metrics: metricsOf(part, metrics).map(toModelMetric),
    };
    versions.push(await registry.register(viewer, version, work));
  }
  return versions;
}
