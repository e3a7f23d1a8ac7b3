import { ModelError } from '../model-error.js';
import type { Module } from '../nn/module.js';
import { areFinite } from './number-formats.js';
import type { TensorSource } from './stored-tensor.js';

/** A model, or a part of one. */
export type Weighted = Pick<Module, 'parameters'>;

export interface LoadOptions {
  /** Name in the file of a parameter; the parameter's own name if left out. */
  readonly rename?: (name: string) => string;
  /** Names in the file that are no weights of this model and may be there, e.g. `position_ids`. */
  readonly ignore?: RegExp;
}

/** How the tensors of a file differ from what a model asks for; all lists empty means they fit. */
export interface WeightDifferences {
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
  /** E.g. `conv_in.weight is [320, 4, 3, 3] in the file, but [320, 8, 3, 3] in the model`. */
  readonly misshapen: readonly string[];
}

/**
 * Loads all weights of a model, converted from PyTorch's layouts. Nothing is loaded unless
 * everything fits.
 *
 * @throws {ModelError} naming every missing, unexpected and misshapen tensor, and every tensor
 *         that holds integers or a number that is not finite
 */
export function loadWeights(module: Weighted, source: TensorSource, options: LoadOptions = {}): void {
  requireFit(module, source, options);
  const { rename = identity } = options;
  for (const [name, parameter] of module.parameters()) {
    parameter.assignFromFile(finiteFloats(source, rename(name)));
  }
}

/** @throws {ModelError} naming every missing, unexpected and misshapen tensor; no numbers are read */
export function requireFit(module: Weighted, source: TensorSource, options: LoadOptions = {}): void {
  const differences = weightDifferences(module, shapesOf(source), options);
  const sentences = [
    ...listed('missing', differences.missing),
    ...listed('not part of the model', differences.unexpected),
    ...listed('of another shape', differences.misshapen),
  ];
  if (sentences.length > 0)
    throw new ModelError(`${source.origin} does not fit the model. ${sentences.join(' ')}`);
}

/** Reads every number of a model's file, one tensor at a time. @throws {ModelError} as `loadWeights` */
export function requireFinite(
  module: Weighted,
  source: TensorSource,
  { rename = identity }: LoadOptions = {},
): void {
  for (const name of module.parameters().keys()) finiteFloats(source, rename(name));
}

/**
 * Compares the names and shapes of a file with a model, without reading or allocating weights.
 *
 * @param shapes the file's shapes by name, in PyTorch's order of axes
 */
export function weightDifferences(
  module: Weighted,
  shapes: ReadonlyMap<string, readonly number[]>,
  { rename = identity, ignore }: LoadOptions = {},
): WeightDifferences {
  const wanted = new Map([...module.parameters()].map(([name, { fileShape }]) => [rename(name), fileShape]));
  const misshapen = [...wanted].flatMap(([name, shape]) => {
    const stored = shapes.get(name);
    if (!stored || String(stored) === String(shape)) return [];
    return [`${name} is [${stored.join(', ')}] in the file, but [${shape.join(', ')}] in the model`];
  });
  return {
    missing: [...wanted.keys()].filter((name) => !shapes.has(name)),
    unexpected: [...shapes.keys()].filter((name) => !wanted.has(name) && !ignore?.test(name)),
    misshapen,
  };
}

const identity = (name: string) => name;

const shapesOf = ({ tensors }: TensorSource) =>
  new Map([...tensors].map(([name, { shape }]) => [name, shape] as const));

const listed = (what: string, names: readonly string[]) =>
  names.length === 0 ? [] : [`Tensors ${what} (${names.length}): ${names.join('; ')}.`];

function finiteFloats(source: TensorSource, name: string): Float32Array {
  const { values } = source.read(name);
  if (!(values instanceof Float32Array))
    throw new ModelError(`${source.origin}: ${name} holds integers instead of weights.`);
  if (areFinite(values)) return values;
  throw new ModelError(
    `${source.origin}: ${name} holds NaN or infinity; the file is damaged or its training diverged.`,
  );
}
