import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
// Registers the gradient of every operation: the core publishes that module only in a form that Node cannot load.
import '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { ModelError } from '../model-error.js';
import { BACKEND_NAMES, type Backend, type BackendName, WASM_BYTE_BUDGET } from './backend.js';
import { supplyKernels } from './supply-kernels.js';

/** Loads an npm package by name; a package that is not installed rejects. */
export type PackageLoader = (name: string) => Promise<unknown>;

export interface BackendChoice {
  /** Name of the only backend to accept, as an operator wrote it (`TOILE_TF_BACKEND`). */
  readonly forced?: string | undefined;
  readonly load?: PackageLoader;
}

/** Packages that people install themselves; loading one registers it with TensorFlow.js. */
const NATIVE_PACKAGES = { gpu: '@tensorflow/tfjs-node-gpu', node: '@tensorflow/tfjs-node' } as const;

const ENGINE_NAMES = { gpu: 'tensorflow', node: 'tensorflow', wasm: 'wasm', cpu: 'cpu' } as const;

/**
 * Starts the fastest backend that works here: a GPU, then native code, then WebAssembly with
 * SIMD, then plain JavaScript. On wasm and cpu it supplies the gradient kernels they lack.
 *
 * @returns the backend with the reason for its choice
 * @throws {ModelError} if `forced` names no backend or one that does not start here
 */
export async function startBackend({ forced, load = loadPackage }: BackendChoice = {}): Promise<Backend> {
  tf.enableProdMode(); // no banner that advertises the native package: our reason says it
  if (forced) return startForced(requireName(forced), load);

  const failures: string[] = [];
  for (const name of BACKEND_NAMES) {
    const failure = await tryBackend(name, load);
    if (!failure) return describe(name, failures.join('; ') || 'it is the fastest kind');
    failures.push(failure);
  }
  throw new ModelError(`No TensorFlow.js backend starts here: ${failures.join('; ')}.`);
}

async function startForced(name: BackendName, load: PackageLoader): Promise<Backend> {
  const failure = await tryBackend(name, load);
  if (failure) throw new ModelError(`TOILE_TF_BACKEND asks for ${name}, but ${failure}.`);
  return describe(name, 'TOILE_TF_BACKEND asks for it');
}

function requireName(text: string): BackendName {
  const name = BACKEND_NAMES.find((known) => known === text);
  if (name) return name;
  throw new ModelError(`TOILE_TF_BACKEND must be one of ${BACKEND_NAMES.join(', ')}, but is ${text}.`);
}

const describe = (name: BackendName, reason: string): Backend => ({
  name,
  reason: `${name}, because ${reason}`,
  byteBudget: name === 'wasm' ? WASM_BYTE_BUDGET : Number.POSITIVE_INFINITY,
  weightCopies: name === 'wasm' ? 2 : 1,
});

/** @returns why the backend does not start, or null once it runs */
async function tryBackend(name: BackendName, load: PackageLoader): Promise<string | null> {
  if (name === 'gpu' || name === 'node') {
    const failure = await tryPackage(NATIVE_PACKAGES[name], load);
    if (failure) return failure;
  }
  if (!(await tf.setBackend(ENGINE_NAMES[name]))) return `TensorFlow.js cannot start ${name}`;
  await tf.ready();
  if (name === 'wasm' || name === 'cpu') supplyKernels(name);
  return null;
}

async function tryPackage(name: string, load: PackageLoader): Promise<string | null> {
  try {
    await load(name);
    return null;
  } catch (error) {
    return isMissing(error) ? `${name} is not installed` : `${name} does not load (${firstLine(error)})`;
  }
}

const isMissing = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';

const firstLine = (error: unknown) => String(error instanceof Error ? error.message : error).split('\n')[0];

const loadPackage: PackageLoader = (name) => import(name);
