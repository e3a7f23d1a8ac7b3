import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import {
  AuditLog,
  createJobs,
  createLogger,
  Job,
  JobStatus,
  type JobTask,
  OPERATOR,
} from '../../../../server/platform/index.js';
import { useDatabase } from '../../../support/database/database.js';
import { endOf } from '../../../support/product/jobs.js';

describe('a job that failed and is tried again', () => {
  const database = useDatabase();
  let jobs: ReturnType<typeof createJobs>;
  let failures = 0;

  const task: JobTask = {
    kind: 'test',
    payload: z.object({}),
    attempts: 3,
    run: async (_, { signal }) => {
      signal.throwIfAborted();
      if (failures-- > 0) throw new TypeError('a defect');
      return 'done';
    },
  };

  beforeAll(async () => {
    jobs = createJobs({
      dataSource: database.dataSource,
      log: createLogger({ level: 'silent' }),
      audit: new AuditLog(database.dataSource),
    });
    jobs.register({ tasks: [task] });
    await jobs.start(1);
  });
  afterAll(() => jobs.stop());

  /** As its last run left it. */
  async function addFailed(state: Partial<Job> = {}): Promise<string> {
    const { raw } = await database.dataSource.getRepository(Job).insert({
      kind: 'test',
      payload: {},
      requestedBy: 'operator',
      status: JobStatus.FAILED,
      attemptsLeft: 1,
      run: 4,
      startedAt: new Date('2026-01-05'),
      finishedAt: new Date('2026-01-06'),
      ...state,
    } as object);
    return raw[0].id;
  }

  it('runs to its end although somebody cancelled it while it was failing', async () => {
    const id = await addFailed({ cancelling: true });

    await jobs.service.retryUnchecked(OPERATOR, id);

    expect(await endOf(jobs, id)).toMatchObject({
      status: JobStatus.SUCCEEDED,
      result: 'done',
      cancelling: false,
      run: 5,
    });
  });

  it('waits no longer after a defect than one that is new, and its time counts from now', async () => {
    failures = 1;
    const begun = Date.now();
    const id = await addFailed();

    await jobs.service.retryUnchecked(OPERATOR, id);
    const { status, startedAt, run } = await endOf(jobs, id);

    expect({ status, run }).toEqual({ status: JobStatus.SUCCEEDED, run: 6 });
    expect(startedAt!.getTime()).toBeGreaterThanOrEqual(begun);
  }, 60_000); // it waits for 2 s, and not for 2 * 3 ** 4 after the fifth run

  it('is no job that still waits', async () => {
    const id = await addFailed({ status: JobStatus.QUEUED, finishedAt: null });

    await expect(jobs.service.retryUnchecked(OPERATOR, id)).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
