import { z } from 'zod';

/**
 * Messages of the Open Inference Protocol v2 over REST, which KServe, Triton, MLServer and Ray Serve speak:
 * what a server says of a model, what it is asked and what it answers.
 *
 * @see https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/inference_rest.md
 */
export const DATATYPES = [
  'BOOL',
  'UINT8',
  'UINT16',
  'UINT32',
  'UINT64',
  'INT8',
  'INT16',
  'INT32',
  'INT64',
  'FP16',
  'FP32',
  'FP64',
  'BYTES',
] as const;

/** How the elements of a tensor are written; BYTES are texts, by custom base64 where they are no text. */
export type Datatype = (typeof DATATYPES)[number];

/** Triton gives sizes as texts where it wraps 64-bit numbers of its gRPC form; -1 is any size. */
const size = z.coerce.number().int().min(-1);

const tensorMetadata = z.object({
  name: z.string(),
  datatype: z.string(),
  shape: z.array(size),
});

export const modelMetadata = z.object({
  name: z.string(),
  versions: z.array(z.string()).nullish(),
  platform: z.string().nullish(),
  inputs: z.array(tensorMetadata),
  outputs: z.array(tensorMetadata),
});

const tensor = tensorMetadata.extend({ data: z.array(z.unknown()) });

const requestedOutput = z.object({ name: z.string() });

export const inferenceRequest = z.object({
  id: z.string().optional(),
  inputs: z.array(tensor),
  outputs: z.array(requestedOutput).optional(),
});

export const inferenceResponse = z.object({ id: z.string().nullish(), outputs: z.array(tensor) });

export const protocolError = z.object({ error: z.string() });

/** What a tensor is: `shape` has -1 where any size will do. */
export type TensorMetadata = z.output<typeof tensorMetadata>;

export type ModelMetadata = z.output<typeof modelMetadata>;

/** A tensor with its elements in row-major order, in one list or in nested ones. */
export type Tensor = z.output<typeof tensor>;

export type InferenceRequest = z.output<typeof inferenceRequest>;
export type InferenceResponse = z.output<typeof inferenceResponse>;
