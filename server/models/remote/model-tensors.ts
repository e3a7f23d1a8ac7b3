import { invalidInput } from '../../platform/index.js';
import type { ModelKind } from '../versions/model-kind.js';
import type { Datatype, ModelMetadata, TensorMetadata } from './inference-protocol.js';

/** A tensor that a model of a kind takes or gives. */
interface TensorNeed {
  readonly datatypes: readonly Datatype[];
  /** One element of it belongs to the whole request, or any number of them, one per image; or it is pixels. */
  readonly holds: 'one' | 'many' | 'images';
  /** A server may lack it: `profile` where a model is the same for every store. */
  readonly optional?: boolean;
}

interface KindNeeds {
  readonly inputs: Readonly<Record<string, TensorNeed>>;
  readonly outputs: Readonly<Record<string, TensorNeed>>;
}

const WHOLE = ['INT64', 'INT32', 'UINT64', 'UINT32'] as const;
const REAL = ['FP32', 'FP64', 'FP16'] as const;
const IMAGE = ['BYTES', 'UINT8'] as const;

/** The tensors of our own protocol; a version says which of them its server calls otherwise. */
const NEEDS: Readonly<Record<`${ModelKind}`, KindNeeds>> = {
  REWARD: {
    inputs: {
      prompt: { datatypes: ['BYTES'], holds: 'one' },
      profile: { datatypes: ['BYTES'], holds: 'one', optional: true },
      image: { datatypes: IMAGE, holds: 'images' },
    },
    outputs: { score: { datatypes: REAL, holds: 'many' } },
  },
  GENERATOR: {
    inputs: {
      prompt: { datatypes: ['BYTES'], holds: 'one' },
      profile: { datatypes: ['BYTES'], holds: 'one', optional: true },
      seed: { datatypes: WHOLE, holds: 'one' },
      index: { datatypes: WHOLE, holds: 'one', optional: true },
      num_inference_steps: { datatypes: WHOLE, holds: 'one', optional: true },
      guidance_scale: { datatypes: REAL, holds: 'one', optional: true },
    },
    outputs: { image: { datatypes: IMAGE, holds: 'images' } },
  },
};

/** What a server's tensors are, by our names for them; optional ones that it lacks are left out. */
export interface ModelTensors {
  readonly inputs: ReadonlyMap<string, TensorMetadata>;
  readonly outputs: ReadonlyMap<string, TensorMetadata>;
}

/**
 * Finds the tensors that a model of a kind needs among those a server has.
 *
 * @param names the server's names by ours, where they differ; inputs of the server's that we have no name for stay
 *   unfilled: the protocol does not tell whether it needs them.
 *
 * @throws {DomainError} INVALID_INPUT naming everything that is missing, of a wrong datatype or of a wrong shape
 */
export function matchTensors(
  kind: `${ModelKind}`,
  metadata: ModelMetadata,
  names: Readonly<Record<string, string>>,
): ModelTensors {
  const { inputs, outputs } = NEEDS[kind];
  const complaints = unknownNames(kind, names);
  const found = {
    inputs: matchSide('input', inputs, metadata.inputs, names, complaints),
    outputs: matchSide('output', outputs, metadata.outputs, names, complaints),
  };
  if (complaints.length === 0) return found;
  throw invalidInput(`The model "${metadata.name}" does not fit ${kind}: ${complaints.join('; ')}`);
}

const unknownNames = (kind: `${ModelKind}`, names: Readonly<Record<string, string>>): string[] => {
  const ours = Object.values(NEEDS[kind]).flatMap((side) => Object.keys(side));
  return Object.keys(names)
    .filter((name) => !ours.includes(name))
    .map((name) => `Toile has no tensor "${name}" (it has ${ours.join(', ')})`);
};

function matchSide(
  side: 'input' | 'output',
  needs: Readonly<Record<string, TensorNeed>>,
  has: readonly TensorMetadata[],
  names: Readonly<Record<string, string>>,
  complaints: string[],
): Map<string, TensorMetadata> {
  const found = new Map<string, TensorMetadata>();
  for (const [ours, need] of Object.entries(needs)) {
    const theirs = names[ours] ?? ours;
    const tensor = has.find(({ name }) => name === theirs);
    if (tensor) {
      complaints.push(...complaintsAbout(side, tensor, need));
      found.set(ours, tensor);
    } else if (!need.optional || ours in names) {
      const all = has.map(({ name }) => name).join(', ') || 'none';
      complaints.push(`it has no ${side} "${theirs}" for ${ours} (its ${side}s: ${all})`);
    }
  }
  return found;
}

function complaintsAbout(
  side: string,
  { name, datatype, shape }: TensorMetadata,
  { datatypes, holds }: TensorNeed,
): string[] {
  const complaints: string[] = [];
  if (!(datatypes as readonly string[]).includes(datatype)) {
    complaints.push(`its ${side} "${name}" is ${datatype} instead of ${datatypes.join(' or ')}`);
  }
  const asPixels = holds === 'images' && datatype === 'UINT8';
  if (asPixels ? !holdsPixels(shape) : !holdsElements(shape, holds === 'one')) {
    const needed = asPixels ? '[-1, height, width, 3]' : holds === 'one' ? '[1]' : '[-1]';
    complaints.push(`its ${side} "${name}" has the shape [${shape}] instead of ${needed}`);
  }
  return complaints;
}

/** One element in any number of dimensions of size 1, say behind a dimension of batches; or a first one of any size. */
const holdsElements = (shape: readonly number[], justOne: boolean): boolean =>
  shape.every((size, dimension) => size === 1 || size === -1 || (!justOne && dimension === 0));

/** [images, height, width, 3] or [height, width, 3], red, green and blue from 0 to 255. */
const holdsPixels = (shape: readonly number[]): boolean =>
  (shape.length === 4 || shape.length === 3) && [3, -1].includes(shape.at(-1)!);
