import type { Viewer } from '../../platform/index.js';
import { metricsOf } from '../registry/demonstration.js';
import type { FileWork } from '../registry/files/model-store.js';
import type { RegistryService } from '../registry/registry.service.js';
import { isSimulated, originOf, type Recipe, type TrainingOutcome } from '../training/index.js';
import { ModelKind } from '../versions/model-kind.js';
import type { ModelVersion } from '../versions/model-version.entity.js';
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
 * trained on from where its folder holds the files of a version. They are simulated where anything that they learnt
 * from is, or what they were trained on from. Registered again, they are the same versions.
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
    const stage = recipe.packages[part]!;
    const origin = originOf(recipe, stage);
    const parent = origin.folder === null ? null : await registry.findByContentUnchecked(origin.folder);
    const version = {
      name,
      folder,
      dataSnapshotHash,
      kind: part === 'reward' ? ModelKind.REWARD : ModelKind.GENERATOR,
      parentId: parent?.id ?? null,
      simulated: isSimulated(recipe, stage) || parent?.simulated === true,
      metrics: metricsOf(part, metrics).map(toModelMetric),
    };
    versions.push(await registry.register(viewer, version, work));
  }
  return versions;
}
