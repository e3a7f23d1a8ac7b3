import { type Backend, requireBytes } from '../../backend/backend.js';
import { ModelError } from '../../model-error.js';
import { type Module, parameterCount } from '../../nn/module.js';
import { type LoadOptions, loadWeights, requireFinite, requireFit } from '../load-weights.js';
import { openWeights } from '../open-weights.js';
import type { TensorSource } from '../stored-tensor.js';

/** One module of a model folder. */
export interface FolderPart {
  /** Path of the folder or file that holds its weights. */
  readonly path: string;
  readonly module: Module;
  /** How to read a file of another layout; the names of the file are the module's own if left out. */
  readonly adapt?: (source: TensorSource) => AdaptedSource;
}

export interface AdaptedSource {
  readonly source: TensorSource;
  readonly options?: LoadOptions;
}

/**
 * Compares the weights of all parts with their models.
 *
 * @param values whether to read every number too, which takes a few seconds per gigabyte
 * @throws {ModelError} naming every tensor of every part that is missing, unexpected, misshapen or
 *         not finite
 */
export function checkParts(parts: readonly FolderPart[], values: 'read' | 'skip'): void {
  const problems = parts.flatMap((part) =>
    problemOf(() =>
      withSource(part, ({ source, options }) => {
        requireFit(part.module, source, options);
        if (values === 'read') requireFinite(part.module, source, options);
      }),
    ),
  );
  if (problems.length > 0) throw new ModelError(problems.join(' '));
}

/**
 * Loads the weights of all parts, or none.
 *
 * @param activationBytes what the models need besides their weights while they run
 * @throws {ModelError} if the backend cannot hold them, or as `checkParts`
 */
export function loadParts(
  parts: readonly FolderPart[],
  { backend, activationBytes, purpose }: { backend: Backend; activationBytes: number; purpose: string },
): void {
  const weights = parts.reduce((sum, { module }) => sum + parameterCount(module), 0);
  requireBytes(backend, 4 * weights * backend.weightCopies + activationBytes, purpose);
  try {
    for (const part of parts)
      withSource(part, ({ source, options }) => loadWeights(part.module, source, options));
  } catch (error) {
    for (const { module } of parts) module.dispose();
    throw error;
  }
}

function withSource(part: FolderPart, use: (adapted: AdaptedSource) => void): void {
  const opened = openWeights(part.path);
  try {
    use(part.adapt?.(opened) ?? { source: opened });
  } finally {
    opened.close();
  }
}

function problemOf(run: () => void): string[] {
  try {
    run();
    return [];
  } catch (error) {
    if (error instanceof ModelError) return [error.message];
    throw error;
  }
}
