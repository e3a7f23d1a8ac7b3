import { DivergenceError } from '../../../perfusion/index.js';

/**
 * Runs a training. Where its loss ran away, the other side is told so before the error, which keeps no more than its
 * sentence on the way from a thread.
 *
 * @throws what the training throws
 */
export async function tellDivergence<T>(
  post: (message: { readonly diverged: true }) => void,
  train: () => Promise<T>,
): Promise<T> {
  try {
    return await train();
  } catch (error) {
    if (error instanceof DivergenceError) post({ diverged: true });
    throw error;
  }
}
