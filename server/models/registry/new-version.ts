import { isName } from '../../catalog/index.js';
import type { Sampling } from '../../perfusion/index.js';
import { invalidInput, NAME_LENGTH_RANGE } from '../../platform/index.js';
import { requireSampling } from '../compute/sampling-limits.js';
import type { ModelEndpoint, ModelFeature, ModelMetric } from '../versions/model-facts.type.js';
import { ModelKind } from '../versions/model-kind.js';

/** A version whose files are here. */
export interface NewVersion {
  /** What the folder must hold; whatever it holds by default. */
  readonly kind?: ModelKind;
  readonly name: string;
  /** In the layout of Hugging Face or diffusers. */
  readonly folder: string;
  readonly parentId?: string | null;
  /** The training that made it. */
  readonly runId?: string | null;
  readonly simulated?: boolean;
  readonly note?: string | null;
  readonly dataSnapshotHash?: string | null;
  readonly metrics?: readonly ModelMetric[];
}

/** A version that a server runs. */
export interface NewRemoteVersion {
  readonly kind: ModelKind;
  readonly name: string;
  readonly features: readonly ModelFeature[];
  /** Of a generator: its default sampling; null if its server decides. */
  readonly sampling: Sampling | null;
  readonly remote: ModelEndpoint;
}

/** @throws {DomainError} INVALID_INPUT for a name that is no name, and for sampling of a model that does not draw */
export function requireFitting({
  kind,
  name,
  sampling = null,
}: {
  readonly kind?: ModelKind;
  readonly name: string;
  readonly sampling?: Sampling | null;
}): void {
  if (!isName(name)) throw invalidInput(`The name must have 1 to ${NAME_LENGTH_RANGE.max} characters`);
  if (sampling && kind !== ModelKind.GENERATOR)
    throw invalidInput('Only a generator draws: leave out steps and guidance');
  if (sampling) requireSampling(sampling);
}
