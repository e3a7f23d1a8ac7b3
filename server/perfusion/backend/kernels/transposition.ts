import { asTensor, type Kernel } from './kernel.js';
import { type KernelCall, memoryOf } from './tensor-memory.js';
import { transposeMatrix } from './transposed-matrix.js';

interface Axes {
  readonly shape: readonly number[];
  /** Where each axis of the output comes from. */
  readonly order: readonly number[];
}

/**
 * Transposition, in two forms that models need all the time: the last two axes swapped, and the
 * last axis kept, where whole runs move. The backend's own kernel serves the others; it goes
 * number by number and is some eight times slower.
 *
 * input: `x`; output: its axes in the order `perm`.
 */
export const transposition: Kernel = {
  kernelName: 'Transpose',
  create: (original) => (call) => {
    if (!original) throw new Error('Every backend transposes.');
    const x = asTensor(call.inputs.x);
    const perm = call.attrs?.perm as number[];
    const axes = merged({ shape: x.shape, order: perm });
    const move = x.dtype === 'float32' && x.size > 0 ? transpositionOf(axes) : null;
    if (!move) return original(call);
    return moved(call, { move, shape: perm.map((axis) => x.shape[axis]!) });
  },
};

type Transposition = (source: Float32Array, target: Float32Array) => void;

function moved(call: KernelCall, { move, shape }: { move: Transposition; shape: number[] }) {
  const memory = memoryOf(call);
  const output = memory.allocate(shape);
  move(memory.floats(call.inputs.x!), memory.floats(output));
  return output;
}

function transpositionOf({ shape, order }: Axes): Transposition | null {
  const name = order.join();
  if (name === '1,0') return (source, target) => transposeMatrices(source, target, [1, ...shape]);
  if (name === '0,2,1') return (source, target) => transposeMatrices(source, target, shape);
  if (name === '1,0,2') return (source, target) => swapAxes(source, target, [1, ...shape]);
  if (name === '0,2,1,3') return (source, target) => swapAxes(source, target, shape);
  return null;
}

/** [batch, rows, columns] -> [batch, columns, rows] */
function transposeMatrices(source: Float32Array, target: Float32Array, shape: readonly number[]): void {
  const [batch, rows, columns] = shape as [number, number, number];
  for (let i = 0; i < batch; i++) {
    const place = i * rows * columns;
    transposeMatrix(source, target, { rows, columns, from: place, to: place });
  }
}

/** [batch, a, b, run] -> [batch, b, a, run] */
function swapAxes(source: Float32Array, target: Float32Array, shape: readonly number[]): void {
  const [batch, a, b, run] = shape as [number, number, number, number];
  let write = 0;
  for (let i = 0; i < batch; i++) {
    for (let k = 0; k < b; k++) {
      for (let j = 0; j < a; j++) {
        const read = ((i * a + j) * b + k) * run;
        for (let n = 0; n < run; n++) target[write + n] = source[read + n]!;
        write += run;
      }
    }
  }
}

/** The same transposition without axes of length 1, and with axes that stay together taken as one. */
function merged({ shape, order }: Axes): Axes {
  const groups: number[][] = [];
  for (const axis of order.filter((each) => shape[each] !== 1)) {
    const last = groups.at(-1);
    if (last && follows(last.at(-1)!, axis, shape)) last.push(axis);
    else groups.push([axis]);
  }
  const bySource = groups.toSorted((a, b) => a[0]! - b[0]!);
  return {
    shape: bySource.map((axes) => axes.reduce((size, axis) => size * shape[axis]!, 1)),
    order: groups.map((axes) => bySource.indexOf(axes)),
  };
}

/** Whether only axes of length 1 stand between two axes. */
const follows = (axis: number, next: number, shape: readonly number[]) =>
  next > axis && shape.slice(axis + 1, next).every((size) => size === 1);
