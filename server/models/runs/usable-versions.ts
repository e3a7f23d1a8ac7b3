import { invalidInput, type Viewer } from '../../platform/index.js';
import type { RegistryService } from '../registry/registry.service.js';
import { ModelKind } from '../versions/model-kind.js';
import type { ModelVersion } from '../versions/model-version.entity.js';
import type { StartTrainingInput } from './run.input.js';

/** The version to train on from. @throws {DomainError} NOT_FOUND, CONFLICT, INVALID_INPUT for one that does not fit */
export async function parentOf(
  registry: RegistryService,
  viewer: Viewer,
  { kind, parentId }: StartTrainingInput,
): Promise<ModelVersion> {
  const parent = parentId ? await registry.get(viewer, parentId) : await registry.inProductionUnchecked(kind);
  requireWeights(parent, 'trained on');
  if (parent.kind === kind) return parent;
  throw invalidInput(
    `"${parent.name}" is a ${parent.kind} model: a ${kind} model is trained from another one`,
  );
}

/** The version to measure. @throws {DomainError} NOT_FOUND, CONFLICT, INVALID_INPUT for one that cannot be measured */
export async function measurable(
  registry: RegistryService,
  viewer: Viewer,
  versionId: string,
): Promise<ModelVersion> {
  const version = await registry.get(viewer, versionId);
  requireWeights(version, 'evaluated');
  return version;
}

/** Images of a generator are judged by the reward model in production. @throws {DomainError} CONFLICT, INVALID_INPUT */
export async function requireJudge(registry: RegistryService, { kind }: ModelVersion): Promise<void> {
  if (kind !== ModelKind.GENERATOR) return;
  requireWeights(await registry.inProductionUnchecked(ModelKind.REWARD), 'used to judge images');
}

function requireWeights({ name, endpoint }: ModelVersion, purpose: string): void {
  if (!endpoint) return;
  throw invalidInput(
    `"${name}" runs on a remote server and cannot be ${purpose} here: take a version with weights`,
  );
}
