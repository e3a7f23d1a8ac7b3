import type { Module } from '../nn/module.js';
import { writeSafetensors } from './write-safetensors.js';

/**
 * Writes all weights of a model under their names, in PyTorch's layouts, as a safetensors file.
 *
 * @param options.dataType F32 keeps every bit; F16 and BF16 halve the file
 * @param options.metadata free-form texts for the header
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
      [name, { shape: parameter.fileShape, dataType, values: () => parameter.toFile() }] as const,
  );
  writeSafetensors(path, new Map(tensors), metadata);
}
