import { beforeAll, describe, expect, it } from '@jest/globals';
import { type ExecutionResult, parse, subscribe } from 'graphql';
import { Job, JobStatus, OPERATOR, Role, Scope, type Viewer } from '../../../../server/platform/index.js';
import { countQueries } from '../../../support/product/catalog.js';
import { contextOf, useToile } from '../../../support/product/execute.js';
import { ADMIN, ANALYST, keyOf, viewerOf } from '../../../support/product/viewers.js';

const JOB = 'query ($id: ID!) { job(id: $id) { id kind status done total result error requestedBy } }';
const JOBS = '{ jobs { edges { node { id } } totalCount } }';
const CANCEL = 'mutation ($id: ID!) { cancelJob(input: { id: $id }) { status } }';
const PROGRESS = 'subscription ($id: ID!) { jobProgress(id: $id) { status done total } }';

describe('job', () => {
  const server = useToile();
  const merchant = viewerOf(Role.MERCHANT);
  let workspaceId: string;
  let id: string;

  beforeAll(async () => {
    [{ id: workspaceId }] = await server.dataSource.query('SELECT id FROM workspaces WHERE is_default');
    const { raw } = await server.dataSource.getRepository(Job).insert({
      kind: 'import-items',
      payload: { secret: 'hunter2' },
      attemptsLeft: 1,
      workspaceId,
      requesterId: merchant.userId,
      requestedBy: merchant.email,
      status: JobStatus.RUNNING,
      done: 3,
      total: 10,
    } as object);
    id = raw[0].id;
  });

  it('says how it stands, not what it was given', async () => {
    const { job } = await server.ask(JOB, { id }, merchant);

    expect(job).toEqual({
      id,
      kind: 'import-items',
      status: 'RUNNING',
      done: 3,
      total: 10,
      result: null,
      error: null,
      requestedBy: merchant.email,
    });
  });

  it('is seen by who asked for it, by administrators and by whoever sees the jobs of its workspace', async () => {
    const seers: Viewer[] = [merchant, ADMIN, ANALYST, viewerOf(Role.PM), viewerOf(Role.ML_ENGINEER)];

    for (const viewer of [...seers, OPERATOR, keyOf(workspaceId, Scope.READ)]) {
      expect((await server.ask('query ($id: ID!) { job(id: $id) { id } }', { id }, viewer)).job.id).toBe(id);
      expect((await server.ask(JOBS, {}, viewer)).jobs).toEqual({ edges: [{ node: { id } }], totalCount: 1 });
    }
  });

  it('does not exist for anybody else', async () => {
    const strangers: Viewer[] = [
      viewerOf(Role.MERCHANT),
      keyOf(workspaceId, Scope.COUNTS_WRITE),
      keyOf('00000000-0000-4000-8000-000000000000', Scope.READ),
    ];

    for (const viewer of strangers) {
      const { errors } = await server.execute(JOB, { id }, viewer);
      expect(errors?.[0]).toMatchObject({
        message: `Job ${id} does not exist`,
        extensions: { code: 'NOT_FOUND' },
      });
    }
    expect((await server.ask(JOBS, {}, strangers[0]!)).jobs.totalCount).toBe(0);
  });

  it.each(['x', '', '999999', '1 OR 1=1'])('with the id "%s" is not found', async (wrong) => {
    const { errors } = await server.execute(JOB, { id: wrong }, ADMIN);

    expect(errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  });

  it('may be cancelled by who asked for it, not by others who see it', async () => {
    const { errors } = await server.execute(CANCEL, { id }, ANALYST);

    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('is read once after a change, however many watch it', async () => {
    const watchers = Array.from({ length: 12 }, () => server.toile.jobs.service.watchUnchecked(id));
    await Promise.all(watchers.map((states) => states.next()));

    const queries = await countQueries(server.dataSource, async () => {
      const next = Promise.all(watchers.map((states) => states.next()));
      await server.dataSource.query('UPDATE jobs SET done = 3 WHERE id = $1', [id]);
      await next;
    });

    expect(queries).toBe(2);
    await Promise.all(watchers.map((states) => states.return?.()));
  });

  it('can be watched to its end', async () => {
    const watch = (viewer: Viewer) =>
      subscribe({
        schema: server.toile.schema,
        document: parse(PROGRESS),
        variableValues: { id },
        contextValue: contextOf(server.toile, viewer),
      }) as Promise<AsyncGenerator<ExecutionResult>>;
    const states = await watch(merchant);

    const first = await states.next();
    await server.dataSource.query(`UPDATE jobs SET done = 7 WHERE id = $1`, [id]);
    const second = await states.next();
    await server.dataSource.query(`UPDATE jobs SET status = 'SUCCEEDED', finished_at = now() WHERE id = $1`, [
      id,
    ]);
    const third = await states.next();

    expect([first, second, third].map(({ value }) => value.data.jobProgress)).toEqual([
      { status: 'RUNNING', done: 3, total: 10 },
      { status: 'RUNNING', done: 7, total: 10 },
      { status: 'SUCCEEDED', done: 7, total: 10 },
    ]);
    expect(await states.next()).toEqual({ value: undefined, done: true });

    const forbidden = await (await watch(viewerOf(Role.MERCHANT))).next();
    expect(forbidden.value.errors[0].message).toBe(`Job ${id} does not exist`);
    await server.toile.jobs.stop();
  });
});
