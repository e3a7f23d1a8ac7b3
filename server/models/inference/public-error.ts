import { allows, conflict, HostRefusedError, type Logger, type Viewer } from '../../platform/index.js';
import { RUN_MODELS } from '../access.js';
import { ServerKeyError } from '../remote/server-key.js';

/**
 * Rethrows a failure as a viewer may read it. Names of variables and addresses are for those who run models and for
 * the log; others read whom to ask.
 *
 * @example await runner.score(version, task).catch(rethrowFor(viewer, log));
 */
export const rethrowFor =
  (viewer: Viewer, log: Logger) =>
  (error: unknown): never => {
    if (allows(RUN_MODELS, viewer)) throw error;
    return rethrowForAll(log)(error);
  };

/** As `rethrowFor`, for what everyone reads who sees a job. */
export const rethrowForAll =
  (log: Logger) =>
  (error: unknown): never => {
    if (!(error instanceof ServerKeyError || error instanceof HostRefusedError)) throw error;
    log.warn(error.message);
    throw conflict("The model's server is not set up here: ask an ML engineer", { cause: error });
  };
