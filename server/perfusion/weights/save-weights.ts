import { ModelError } from '../model-error.js';
import type { Module } from '../nn/module.js';
import { writeSafetensors } from './write-safetensors.js';

/**
 * Writes all weights of a model under their names, in PyTorch's layouts, as a safetensors file.
 *
 * @param options.dataType F32 keeps every bit; F16 and BF16 halve the file
 * @param options.metadata free-form texts for the header
 * @throws {ModelError} if F16 cannot hold a weight (65,520 and beyond); nothing is written then
 */
export function saveWeights(
  module: Module,
  path: string,
  {
    dataType = 'F32',
    metadata = {},
  }: { dataType?: 'F32' | 'F16' | 'BF16'; metadata?: Readonly<Record<string, string>> } = {},
): void {
  const tensors = [...module.parameters()].map(
    ([name, parameter]) =>
      [
        name,
        { shape: parameter.fileShape, dataType, values: () => holdable(name, parameter.toFile(), dataType) },
      ] as const,
  );
  writeSafetensors(path, new Map(tensors), metadata);
}

/** From here on half precision rounds to infinity. */
const HALF_OVERFLOW = 65_520;

function holdable(name: string, values: Float32Array, dataType: 'F32' | 'F16' | 'BF16'): Float32Array {
  if (dataType !== 'F16' || values.every((value) => Math.abs(value) < HALF_OVERFLOW)) return values;
  throw new ModelError(`The weights ${name} are too large for F16; save the model as F32 or BF16.`);
}
