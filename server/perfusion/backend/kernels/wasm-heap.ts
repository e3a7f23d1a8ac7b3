import type * as tf from '@tensorflow/tfjs';

/** What a kernel is called with: its tensors by name, its settings and the backend. */
export type KernelCall = Parameters<tf.KernelFunc>[0];

type Numbers = Float32Array | Int32Array | Uint8Array;

/** The parts of TensorFlow.js 4.22's `BackendWasm` that kernels of our own need; it exports no type of itself. */
interface WasmBackend {
  readonly wasm: {
    readonly HEAPU8: Uint8Array;
    cwrap(name: string, result: null, types: readonly ('number' | 'array')[]): WasmFunction;
    readonly tfjs: {
      registerTensor(id: number, size: number, address: number): void;
      disposeData(id: number): void;
    };
  };
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
  typedArrayFromHeap(tensor: tf.TensorInfo): Numbers;
  getMemoryOffset(dataId: object): number;
}

type WasmFunction = (...values: (number | Uint8Array)[]) => void;

/**
 * The memory of the wasm backend, where our kernels read and write numbers in place. The
 * backend's own kernels in JavaScript copy a whole tensor to read a part of it.
 */
export class WasmHeap {
  private constructor(private readonly backend: WasmBackend) {}

  static readonly of = ({ backend }: KernelCall) => new WasmHeap(backend as WasmBackend);

  /** A new tensor whose numbers are still arbitrary. */
  allocate(shape: readonly number[], dtype: tf.DataType = 'float32'): tf.TensorInfo {
    return this.backend.makeOutput([...shape], dtype);
  }

  /** The numbers of a float tensor, in place, until the next allocation, which may move the heap. */
  floats(tensor: tf.TensorInfo): Float32Array {
    return this.backend.typedArrayFromHeap(tensor) as Float32Array;
  }

  /** All memory as bytes, until the next allocation. */
  get bytes(): Uint8Array {
    return this.backend.wasm.HEAPU8;
  }

  /** Where a tensor's first byte is. */
  address({ dataId }: tf.TensorInfo): number {
    return this.backend.getMemoryOffset(dataId);
  }

  /** A function of the backend's own library. */
  function(name: string, types: readonly ('number' | 'array')[]): WasmFunction {
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
