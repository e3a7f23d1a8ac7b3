/** Number formats that weight files may hold. */
export const DATA_TYPES = ['F32', 'F16', 'BF16', 'I32', 'I64'] as const;
export type DataType = (typeof DATA_TYPES)[number];

export const BYTES_OF: Readonly<Record<DataType, number>> = { F32: 4, F16: 2, BF16: 2, I32: 4, I64: 8 };

/** What a weight file says about one tensor before its numbers are read. */
export interface TensorDescription {
  readonly dataType: DataType;
  /** Sizes in the file's own order: [out, in] for a linear layer, [out, in, height, width] for a convolution. */
  readonly shape: readonly number[];
}

/** One tensor of a weight file; half-precision numbers are widened to float32, I64 narrowed to int32. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

/** Named tensors that are read one at a time, so that a large file is never held twice. */
export interface TensorSource {
  /** Where the tensors come from, for messages. */
  readonly origin: string;
  readonly tensors: ReadonlyMap<string, TensorDescription>;
  /** The file's free-form text entries. */
  readonly metadata: Readonly<Record<string, string>>;
  /** @throws {ModelError} if there is no such tensor, or the file has become shorter than it said */
  read(name: string): StoredTensor;
  close(): void;
}

export const elementCount = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);
