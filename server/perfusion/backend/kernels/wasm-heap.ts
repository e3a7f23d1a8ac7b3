import type * as tf from '@tensorflow/tfjs-core';
import type { KernelCall, WasmBackend } from './tensor-memory.js';

/**
 * All memory of the wasm backend, for kernels that move bytes about or call the backend's own
 * library. Its kernels in JavaScript copy a whole tensor to read a part of it.
 */
export class WasmHeap {
  private constructor(private readonly backend: WasmBackend) {}

  static readonly of = ({ backend }: KernelCall) => new WasmHeap(backend as WasmBackend);

  /** A new tensor whose numbers are still arbitrary. */
  allocate(shape: readonly number[], dtype: tf.DataType): tf.TensorInfo {
    return this.backend.makeOutput([...shape], dtype);
  }

  /** Every byte, until the next allocation, which may move them. */
  get bytes(): Uint8Array {
    return this.backend.wasm.HEAPU8;
  }

  /** Where a tensor's first byte is. */
  address({ dataId }: tf.TensorInfo): number {
    return this.backend.getMemoryOffset(dataId);
  }

  /** A function of the library. */
  function(name: string, types: readonly ('number' | 'array')[]) {
    return this.backend.wasm.cwrap(name, null, types);
  }

  /** Gives numbers at an address a name for the library's functions, as if they were a tensor of their own. */
  name(id: number, size: number, address: number): void {
    this.backend.wasm.tfjs.registerTensor(id, size, address);
  }

  /** Takes a name back, with all that the library prepared for it; the numbers stay. */
  forget(id: number): void {
    this.backend.wasm.tfjs.disposeData(id);
  }
}
