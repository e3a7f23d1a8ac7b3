import { SEED_RANGE } from '../../random/index.js';
import { SAMPLER_NAMES, type SamplerName } from '../configs/scheduler-json.js';
import { ModelError } from '../model-error.js';
import type { Profile } from './profile.js';

export interface GenerationRequest {
  readonly prompt: string;
  readonly profile: Profile;
  /** Within `SEED_RANGE`. */
  readonly seed: number;
  /** Place of the picture in its group, from 0. Its noise follows from seed and place alone. */
  readonly index: number;
  /** Denoising steps; 50 is usual with DDIM, 20 with DPM-Solver++. */
  readonly steps: number;
  /** How strongly the prompt is followed: 1 is no guidance, 7.5 is usual. */
  readonly guidance: number;
  /** The model's own if left out. */
  readonly sampler?: SamplerName;
  /** Whether the branch without prompt is personalised too; as the model was saved if left out. */
  readonly panInUncond?: boolean;
}

interface Range {
  readonly min: number;
  readonly max: number;
}

const INDEX_RANGE: Range = { min: 0, max: Number.MAX_SAFE_INTEGER };

/** What can be computed; a picture comes out well within `GUIDANCE_RANGE`. */
const COMPUTABLE_GUIDANCE_RANGE: Range = { min: 0, max: 100 };

/** @throws {ModelError} naming the number or the sampler that is out of range */
export function requireNumbers(
  { seed, index, steps, guidance, sampler }: GenerationRequest,
  stepCount: number,
): void {
  requireWhole('seed', seed, SEED_RANGE);
  requireWhole('index', index, INDEX_RANGE);
  requireWhole('number of steps', steps, { min: 1, max: stepCount - 1 });
  const { min, max } = COMPUTABLE_GUIDANCE_RANGE;
  if (!(guidance >= min && guidance <= max))
    throw new ModelError(`The guidance must be a number from ${min} to ${max}, but is ${guidance}.`);
  if (sampler !== undefined && !SAMPLER_NAMES.includes(sampler))
    throw new ModelError(`The sampler must be one of ${SAMPLER_NAMES.join(', ')}, but is ${sampler}.`);
}

function requireWhole(name: string, value: number, { min, max }: Range): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new ModelError(`The ${name} must be a whole number from ${min} to ${max}, but is ${value}.`);
}
