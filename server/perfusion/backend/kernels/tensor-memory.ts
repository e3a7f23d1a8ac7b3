import type * as tf from '@tensorflow/tfjs-core';

/** What a kernel is called with: its tensors by name, its settings and the backend. */
export type KernelCall = Parameters<tf.KernelFunc>[0];

/** Where the wasm and the cpu backend keep the numbers of float tensors: kernels in plain loops run on both. */
export interface TensorMemory {
  /** A new float tensor whose numbers are still arbitrary. */
  allocate(shape: readonly number[]): tf.TensorInfo;
  /** The numbers in place, until the next allocation, which may move them. */
  floats(tensor: tf.TensorInfo): Float32Array;
}

/** The parts of TensorFlow.js 4.22's `BackendWasm` that kernels of our own need; it exports no type of itself. */
export interface WasmBackend {
  readonly wasm: {
    readonly HEAPU8: Uint8Array;
    cwrap(
      name: string,
      result: null,
      types: readonly ('number' | 'array')[],
    ): (...values: (number | Uint8Array)[]) => void;
    readonly tfjs: {
      registerTensor(id: number, size: number, address: number): void;
      disposeData(id: number): void;
    };
  };
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
  typedArrayFromHeap(tensor: tf.TensorInfo): Float32Array;
  getMemoryOffset(dataId: object): number;
}

/** The same of `MathBackendCPU`. */
interface CpuBackend {
  makeTensorInfo(shape: number[], dtype: tf.DataType, values: Float32Array): tf.TensorInfo;
  readonly data: { get(dataId: object): { readonly values: Float32Array } };
}

export function memoryOf({ backend }: KernelCall): TensorMemory {
  return 'wasm' in backend ? wasmMemory(backend as WasmBackend) : cpuMemory(backend as CpuBackend);
}

const wasmMemory = (backend: WasmBackend): TensorMemory => ({
  allocate: (shape) => backend.makeOutput([...shape], 'float32'),
  floats: (tensor) => backend.typedArrayFromHeap(tensor),
});

const cpuMemory = (backend: CpuBackend): TensorMemory => ({
  allocate: (shape) => {
    const size = shape.reduce((product, length) => product * length, 1);
    return backend.makeTensorInfo([...shape], 'float32', new Float32Array(size));
  },
  floats: ({ dataId }) => backend.data.get(dataId).values,
});
