import { type NumberKind, type Range, rangeFault, SEED_RANGE } from '../../random/index.js';
import { ModelError } from '../model-error.js';
import type { Profile } from './profile.js';

export interface GenerationRequest {
  readonly prompt: string;
  readonly profile: Profile;
  /** Within `SEED_RANGE`. */
  readonly seed: number;
  /** Place of the image in its group, from 0. Its noise follows from seed and place alone. */
  readonly index: number;
  /** Denoising steps; 50 is usual with DDIM, 20 with DPM-Solver++. */
  readonly steps: number;
  /** How strongly the prompt is followed: 1 is no guidance, 7.5 is usual. */
  readonly guidance: number;
  /** Whether the branch without prompt is personalised too; as the model was saved if left out. */
  readonly panInUncond?: boolean;
}

const INDEX_RANGE: Range = { min: 0, max: Number.MAX_SAFE_INTEGER };

/** What can be computed; an image comes out well within `GUIDANCE_RANGE`. */
const COMPUTABLE_GUIDANCE_RANGE: Range = { min: 0, max: 100 };

/** @throws {ModelError} naming the number that is out of range */
export function requireNumbers({ seed, index, steps, guidance }: GenerationRequest, stepCount: number): void {
  requireWithin('seed', seed, 'whole number', SEED_RANGE);
  requireWithin('index', index, 'whole number', INDEX_RANGE);
  requireWithin('number of steps', steps, 'whole number', { min: 1, max: stepCount - 1 });
  requireWithin('guidance', guidance, 'number', COMPUTABLE_GUIDANCE_RANGE);
}

function requireWithin(name: string, value: number, kind: NumberKind, range: Range): void {
  const fault = rangeFault(value, kind, range);
  if (fault) throw new ModelError(`The ${name} ${fault}.`);
}
