import { ModelError } from '../model-error.js';

/** The places where tensors can live, fastest first. */
export const BACKEND_NAMES = ['gpu', 'node', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

/** The backend that runs all tensors of this process. */
export interface Backend {
  readonly name: BackendName;
  /** Why this one was taken, as a sentence for people. */
  readonly reason: string;
  /** Most bytes that tensors may take together; infinite where the library does not know a limit. */
  readonly byteBudget: number;
  /** How often weights lie in memory: wasm keeps a second copy in the order in which it multiplies. */
  readonly weightCopies: 1 | 2;
}

const GIBIBYTE = 2 ** 30;

/** The wasm heap ends just below 4 GiB, and the process aborts there; this leaves room for kernels. */
export const WASM_BYTE_BUDGET = 3.5 * GIBIBYTE;

/**
 * Refuses work that the backend cannot hold, before anything is allocated.
 *
 * @param backend where the tensors would live
 * @param byteCount bytes of weights and activations together
 * @param purpose what needs them, e.g. `'CLIP ViT-H/14'`
 * @throws {ModelError} if `byteCount` exceeds the backend's budget; the message says what else to do
 */
export function requireBytes(backend: Backend, byteCount: number, purpose: string): void {
  if (byteCount <= backend.byteBudget) return;
  throw new ModelError(
    `${purpose} needs ${inGibibytes(byteCount)}, but the ${backend.name} backend holds at most ` +
      `${inGibibytes(backend.byteBudget)}. Install @tensorflow/tfjs-node or @tensorflow/tfjs-node-gpu, ` +
      'or register a model version that is served by a remote model server.',
  );
}

const inGibibytes = (byteCount: number) => `${(byteCount / GIBIBYTE).toFixed(2)} GiB`;
