import { allows, conflict, HostRefusedError, type Logger, type Viewer } from '../../platform/index.js';
import { RUN_MODELS } from '../access.js';
import { ServerKeyError } from '../remote/server-key.js';

/**
 * What a viewer is told of a failure. Names of variables and addresses are for those who run models and for the log;
 * others are told whom to ask.
 *
 * @example await runner.score(version, task).catch(toldTo(viewer, log));
 */
export const toldTo =
  (viewer: Viewer, log: Logger) =>
  (error: unknown): never => {
    if (allows(RUN_MODELS, viewer)) throw error;
    return toldToAll(log)(error);
  };

/** As `toldTo`, for what everybody reads who sees a job. */
export const toldToAll =
  (log: Logger) =>
  (error: unknown): never => {
    if (!(error instanceof ServerKeyError || error instanceof HostRefusedError)) throw error;
    log.warn(error.message);
    throw conflict("The model's server is not set up here: ask an ML engineer", { cause: error });
  };
