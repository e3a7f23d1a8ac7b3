import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import {
  AuditLog,
  createJobs,
  createLogger,
  invalidInput,
  Job,
  type JobHandle,
  JobStatus,
  type JobTask,
  OPERATOR,
  type PeriodicTask,
  Role,
  User,
} from '../../../../server/platform/index.js';
import { useDatabase } from '../../../support/database/database.js';
import { endOf, statesOf } from '../../../support/product/jobs.js';
import { addPerson } from '../../../support/product/viewers.js';

type Jobs = ReturnType<typeof createJobs>;

describe('jobs', () => {
  const database = useDatabase();
  let started: Jobs[] = [];
  let work: (job: JobHandle) => Promise<unknown>;

  const task: JobTask<{ steps: number }> = {
    kind: 'test',
    payload: z.object({ steps: z.number() }),
    attempts: 2,
    run: (_, job) => work(job),
  };

  const processOf = (periodicTasks: PeriodicTask[] = []): Jobs => {
    const jobs = createJobs({
      dataSource: database.dataSource,
      log: createLogger({ level: 'silent' }),
      audit: new AuditLog(database.dataSource),
    });
    jobs.register({ tasks: [task], periodicTasks });
    started.push(jobs);
    return jobs;
  };

  const enqueue = (jobs: Jobs) =>
    jobs.service.enqueueUnchecked({ kind: 'test', payload: { steps: 1 }, requestedBy: OPERATOR });

  beforeEach(() => {
    work = async () => ({ answer: 42 });
  });
  afterEach(async () => {
    await Promise.all(started.map((jobs) => jobs.stop()));
    started = [];
    await database.dataSource.query('DELETE FROM jobs; DELETE FROM graphile_worker._private_jobs');
  });

  it('run and keep what they came to', async () => {
    const jobs = processOf();
    await jobs.start(1);

    const { id } = await enqueue(jobs);

    expect(await endOf(jobs, id)).toMatchObject({
      status: JobStatus.SUCCEEDED,
      result: { answer: 42 },
      requestedBy: 'operator',
      finishedAt: expect.any(Date),
    });
  });

  it('fail with a sentence, and are not tried again, when a statement of theirs is stopped', async () => {
    const jobs = processOf();
    await jobs.start(1);
    work = () =>
      database.dataSource.transaction(async (manager) => {
        await manager.query('SET LOCAL statement_timeout = 1');
        await manager.query('SELECT pg_sleep(60)');
      });

    const { id } = await enqueue(jobs);

    expect(await endOf(jobs, id)).toMatchObject({
      status: JobStatus.FAILED,
      error:
        'A step in the database took longer than 60 minutes and was stopped: start it again when the database has less to do, or divide the work',
      attemptsLeft: 2,
    });
  });

  it('run with what their requester may do now, and not at all for one who was disabled since', async () => {
    const person = await addPerson(database.dataSource, Role.ADMIN);
    const jobs = processOf();
    const request = { kind: 'test', payload: { steps: 1 }, requestedBy: person };
    const users = database.dataSource.getRepository(User);
    work = async ({ requester }) => requester;

    const [demoted, disabled] = [
      await jobs.service.enqueueUnchecked(request),
      await jobs.service.enqueueUnchecked(request),
    ];
    await users.update(person.userId, { role: Role.PM });
    await database.dataSource.query(
      `UPDATE graphile_worker._private_jobs SET run_at = now() + interval '1 hour' WHERE key = $1`,
      [`job-${disabled.id}`],
    );
    await jobs.start(1);
    expect(await endOf(jobs, demoted.id)).toMatchObject({ result: { ...person, role: Role.PM } });

    await users.update(person.userId, { disabledAt: new Date() });
    await database.dataSource.query('UPDATE graphile_worker._private_jobs SET run_at = now()');
    expect(await endOf(jobs, disabled.id)).toMatchObject({
      status: JobStatus.FAILED,
      error: 'The user or API key that requested this job no longer has access: ask another user to start it',
    });
  });

  it('are queued in the transaction that asks for them, or never', async () => {
    const jobs = processOf();

    const attempt = database.dataSource.transaction(async (manager) => {
      await jobs.service.enqueueUnchecked({
        kind: 'test',
        payload: { steps: 1 },
        requestedBy: OPERATOR,
        manager,
      });
      throw new Error('rolled back');
    });

    await expect(attempt).rejects.toThrow('rolled back');
    expect(await database.dataSource.getRepository(Job).count()).toBe(0);
    expect(await database.dataSource.query('SELECT FROM graphile_worker._private_jobs')).toEqual([]);
  });

  it('refuse a payload that their task does not take', async () => {
    const request = { kind: 'test', payload: { steps: 'many' }, requestedBy: OPERATOR };

    await expect(processOf().service.enqueueUnchecked(request)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('show their progress to whoever watches, at most a few times per second, in any process', async () => {
    work = async (job) => {
      for (let done = 1; done <= 600; done++) {
        job.report({ done, total: 600, message: `Row ${done}` });
        await sleep(1);
      }
    };
    const [worker, watcher] = [processOf(), processOf()];
    await worker.start(1);

    const startedAt = performance.now();
    const { id } = await enqueue(watcher);
    const states = await statesOf(watcher, id);
    const elapsedMs = performance.now() - startedAt;

    const seen = states.filter(({ status }) => status === JobStatus.RUNNING).map(({ done }) => done);
    expect(seen.length).toBeGreaterThan(2);
    // As it is at first, its start, one report at once, one each 250 ms, and the last.
    expect(seen.length).toBeLessThan(5 + elapsedMs / 250);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(states.at(-1)).toMatchObject({ done: 600, total: 600, message: 'Row 600' });
  });

  it('fail with the message of a DomainError, word for word, and are not tried again', async () => {
    let runs = 0;
    work = async () => {
      runs++;
      throw invalidInput('Row 7 has no price');
    };
    const jobs = processOf();
    await jobs.start(1);

    const { id } = await enqueue(jobs);

    expect(await endOf(jobs, id)).toMatchObject({ status: JobStatus.FAILED, error: 'Row 7 has no price' });
    expect(runs).toBe(1);
  });

  it('are tried again after a defect, and fail in the end without its details', async () => {
    let runs = 0;
    work = async () => {
      runs++;
      throw new TypeError('hunter2 is not a function');
    };
    const jobs = processOf();
    await jobs.start(1);

    const { id } = await enqueue(jobs);
    const { status, error } = await endOf(jobs, id);

    expect({ status, runs }).toEqual({ status: JobStatus.FAILED, runs: 2 });
    expect(error).toMatch(/^It stopped on an unexpected error/);
  });

  it('can be cancelled while they wait', async () => {
    const jobs = processOf();
    const { id } = await enqueue(jobs);

    expect(await jobs.service.cancel(OPERATOR, id)).toMatchObject({ status: JobStatus.CANCELLED });
    await jobs.service.cancel(OPERATOR, id);

    const audit = await database.dataSource.query(
      "SELECT actor_kind, subject_id, details FROM audit_log WHERE action = 'job.cancel'",
    );
    expect(audit).toEqual([{ actor_kind: 'operator', subject_id: id, details: { kind: 'test' } }]);
    expect(await database.dataSource.query('SELECT FROM graphile_worker._private_jobs')).toEqual([]);
  });

  it('can be cancelled while they run in another process, and only once they have not ended', async () => {
    let begun = () => {};
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    work = async ({ signal }) => {
      begun();
      await sleep(20_000, undefined, { signal });
    };
    const [worker, other] = [processOf(), processOf()];
    await worker.start(1);
    const { id } = await enqueue(other);
    await running;

    expect(await other.service.cancel(OPERATOR, id)).toMatchObject({ cancelling: true });
    expect(await endOf(other, id)).toMatchObject({ status: JobStatus.CANCELLED, error: null });

    work = async () => null;
    const { id: ended } = await enqueue(other);
    await endOf(other, ended);
    await expect(other.service.cancel(OPERATOR, ended)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('go back to the queue when their process stops, and end in another', async () => {
    let runs = 0;
    work = async ({ signal }) => {
      runs++;
      if (runs === 1) await sleep(20_000, undefined, { signal });
      return runs;
    };
    const first = processOf();
    await first.start(1);
    const { id } = await enqueue(first);
    while (runs === 0) await sleep(10);

    await first.stop();
    const second = processOf();
    await second.start(1);

    expect(await endOf(second, id)).toMatchObject({
      status: JobStatus.SUCCEEDED,
      result: 2,
      attemptsLeft: 2,
    });
  });

  it('are recovered when their process was killed', async () => {
    const jobs = processOf();
    const { id } = await enqueue(jobs);
    await database.dataSource.query(
      `UPDATE graphile_worker._private_jobs SET locked_by = 'dead', locked_at = now(), attempts = 1`,
    );
    await database.dataSource.query(`UPDATE jobs SET status = 'RUNNING', run = 1, locked_by = 'dead'`);

    await jobs.start(1);

    expect(await endOf(jobs, id)).toMatchObject({ status: JobStatus.SUCCEEDED, run: 2, attemptsLeft: 1 });
    const queue = () => database.dataSource.query('SELECT FROM graphile_worker._private_jobs');
    while ((await queue()).length > 0) await sleep(20);
  });

  it('that kill their process each time fail in the end', async () => {
    const jobs = processOf();
    const { id } = await enqueue(jobs);
    await database.dataSource.query(`UPDATE jobs SET status = 'RUNNING', attempts_left = 1`);

    await jobs.start(1);

    expect(await endOf(jobs, id)).toMatchObject({
      status: JobStatus.FAILED,
      error: expect.stringContaining('The server stopped each time'),
    });
  });

  it('go on after their process has lost its connections', async () => {
    let runs = 0;
    work = async ({ signal }) => {
      runs++;
      if (runs === 1) await sleep(20_000, undefined, { signal });
      return runs;
    };
    const jobs = processOf();
    await jobs.start(1);
    const { id } = await enqueue(jobs);
    while (runs === 0) await sleep(10);
    const ending = endOf(jobs, id);

    await database.dataSource.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );

    expect(await ending).toMatchObject({ status: JobStatus.SUCCEEDED, result: 2 });
  });

  it('periodic tasks run again and again, in one process at a time, whatever they throw', async () => {
    let [active, mostActive, runs] = [0, 0, 0];
    const upkeep: PeriodicTask = {
      name: 'upkeep',
      everySeconds: 0.01,
      run: async () => {
        runs++;
        mostActive = Math.max(mostActive, ++active);
        await sleep(20);
        active--;
        if (runs % 2) throw new Error('now and then');
      },
    };
    for (const jobs of [processOf([upkeep]), processOf([upkeep])]) await jobs.start(1);

    while (runs < 6) await sleep(10);

    expect(mostActive).toBe(1);
  });
});
