import type { JobTask } from '../../platform/index.js';
import type { RevertService } from './revert.service.js';
import { REVERT_STEPS } from './revert-import.js';
import { REVERT_TASK, RevertPayload } from './revert-payload.js';

/** Reverts an import; run again after a crash, it says what was taken back before. Its result is a `RevertReport`. */
export const revertTask = (reverts: RevertService): JobTask<RevertPayload> => ({
  kind: REVERT_TASK,
  payload: RevertPayload,
  async run({ runId }, job) {
    let done = 0;
    const reverted = await reverts.revert(job.requester, {
      runId,
      workspaceId: job.workspaceId!, // `start` always states it
      signal: job.signal,
      report: (message) => job.report({ done: done++, total: REVERT_STEPS, message }),
    });
    job.report({ done: REVERT_STEPS, total: REVERT_STEPS, message: null });
    return reverted;
  },
});
