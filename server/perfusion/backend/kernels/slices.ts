import * as tf from '@tensorflow/tfjs-core';
import { asTensor, type Kernel } from './kernel.js';
import type { KernelCall } from './tensor-memory.js';
import { WasmHeap } from './wasm-heap.js';

interface Box {
  readonly begin: readonly number[];
  readonly size: readonly number[];
}

/**
 * A part of a tensor, copied run by run inside the wasm heap. The backend's own kernel first
 * copies the whole tensor out of the heap, each time.
 *
 * input: `x`; output: of shape `size`.
 */
export const slice: Kernel = {
  kernelName: 'Slice',
  create: (original) => (call) => {
    const x = asTensor(call.inputs.x);
    const { begin, size } = call.attrs as unknown as { begin: number[]; size: number[] };
    const [first, extent] = tf.slice_util.parseSliceParams(x, begin, size);
    if (original && x.dtype === 'string') return original(call);
    return copyOf(call, x, { begin: first!, size: extent! });
  },
};

/** Consecutive parts along one axis. input: `x`; outputs: one a part. */
export const split: Kernel = {
  kernelName: 'SplitV',
  create: () => (call) => {
    const x = asTensor(call.inputs.x);
    const { numOrSizeSplits, axis } = call.attrs as unknown as {
      numOrSizeSplits: number | number[];
      axis: number;
    };
    const along = tf.util.parseAxisParam(axis, x.shape)[0]!;
    let start = 0;
    return tf.backend_util.prepareSplitSize(x, numOrSizeSplits, along).map((length) => {
      const part = partAlong(call, x, { along, start, length });
      start += length;
      return part;
    });
  },
};

/** Every part of length 1 along one axis, without that axis. input: `value`; outputs: one a part. */
export const unpack: Kernel = {
  kernelName: 'Unpack',
  create: () => (call) => {
    const value = asTensor(call.inputs.value);
    const along = tf.util.parseAxisParam(Number(call.attrs?.axis), value.shape)[0]!;
    const shape = value.shape.filter((_, axis) => axis !== along);
    return Array.from({ length: value.shape[along]! }, (_, start) => ({
      ...partAlong(call, value, { along, start, length: 1 }),
      shape,
    }));
  },
};

function partAlong(
  call: KernelCall,
  x: tf.Tensor,
  { along, start, length }: { along: number; start: number; length: number },
): tf.TensorInfo {
  const begin = x.shape.map((_, axis) => (axis === along ? start : 0));
  const size = x.shape.map((whole, axis) => (axis === along ? length : whole));
  return copyOf(call, x, { begin, size });
}

function copyOf(call: KernelCall, x: tf.Tensor, { begin, size }: Box): tf.TensorInfo {
  const heap = WasmHeap.of(call);
  const part = heap.allocate(size, x.dtype);
  if (tf.util.sizeFromShape([...size]) === 0) return part;
  const { bytes } = heap;
  const strides = byteStrides(x);
  const cut = lastCutAxis(x.shape, size); // behind it everything is taken: one run of bytes
  const run = size[cut]! * strides[cut]!;
  let target = heap.address(part);
  const copyFrom = (axis: number, address: number) => {
    const start = address + begin[axis]! * strides[axis]!;
    if (axis === cut) {
      bytes.copyWithin(target, start, start + run);
      target += run;
      return;
    }
    for (let i = 0; i < size[axis]!; i++) copyFrom(axis + 1, start + i * strides[axis]!);
  };
  copyFrom(0, heap.address(x));
  return part;
}

/** Bytes from one index to the next, for each axis. */
function byteStrides({ shape, dtype }: tf.Tensor): number[] {
  const strides: number[] = [];
  let stride = tf.util.bytesPerElement(dtype);
  for (const size of shape.toReversed()) {
    strides.unshift(stride);
    stride *= size;
  }
  return strides;
}

const lastCutAxis = (shape: readonly number[], size: readonly number[]) =>
  Math.max(
    0,
    shape.findLastIndex((whole, axis) => whole !== size[axis]),
  );
