import { join } from 'node:path';
import { beforeAll, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { modelThreads } from '../../../../server/models/compute/model-threads.js';
import { ModelRunKind } from '../../../../server/models/runs/records/model-run.entity.js';
import { RunRecorder } from '../../../../server/models/runs/records/run-recorder.js';
import { startRunUnchecked } from '../../../../server/models/runs/start-run.js';
import { evaluationTask } from '../../../../server/models/runs/tasks/evaluation-task.js';
import { RunFolders, sweepRunFolders } from '../../../../server/models/runs/tasks/run-folders.js';
import { trainingTask } from '../../../../server/models/runs/tasks/training-task.js';
import type { RunTasks } from '../../../../server/models/runs/thread-tasks.js';
import { limitAnswer } from '../../../../server/platform/http/graphql/operations/operation-limits.js';
import { Role, Scope, type Viewer } from '../../../../server/platform/index.js';
import {
  addMember,
  addStore,
  addWorkspace,
  countQueries,
  mainWorkspace,
} from '../../../support/product/catalog.js';
import { useToile } from '../../../support/product/execute.js';
import { ADMIN, ANALYST, addPerson, keyOf, viewerOf } from '../../../support/product/viewers.js';

const RUN = `query ($id: ID!, $points: Int, $last: Int) { modelRun(id: $id) {
  id kind seed settings createdBy secondsLeft version { name } job { status }
  curve(maximumPoints: $points) { stage step steps loss learningRate } log(last: $last) { level message } } }`;
const RUNS = 'query ($kind: ModelRunKind) { modelRuns(kind: $kind) { edges { node { id } } totalCount } }';
const TRAIN =
  'mutation ($input: StartTrainingInput!) { startTraining(input: $input) { id kind job { kind } settings } }';
const EVALUATE =
  'mutation ($input: StartEvaluationInput!) { startEvaluation(input: $input) { id kind settings } }';

const server = useToile();
const engineer = viewerOf(Role.ML_ENGINEER);
let workspaceId: string;
let reward: string;
let remote: string;

beforeAll(async () => {
  workspaceId = (await mainWorkspace(server.dataSource)).id;
  reward = await addVersion({ kind: 'REWARD', name: 'plain CLIP', content_hash: 'a'.repeat(64) });
  remote = await addVersion({ kind: 'REWARD', name: 'far away', endpoint: '{"url":"http://models"}' });
});

/** A version without files, which is enough as long as nobody runs it. */
async function addVersion(columns: Record<string, string>): Promise<string> {
  const row = { architecture: 'CLIP', config: '{}', byte_size: '0', created_by: 'test', ...columns };
  const names = Object.keys(row);
  const [{ id }] = await server.dataSource.query(
    `INSERT INTO model_versions (${names}) VALUES (${names.map((_, i) => `$${i + 1}`)}) RETURNING id`,
    Object.values(row),
  );
  return id;
}

const addRun = (
  viewer: Viewer,
  kind: ModelRunKind,
  workspace = workspaceId,
  about: { versionId?: string; storeId?: string } = {},
) =>
  startRunUnchecked({ dataSource: server.dataSource, jobs: server.toile.jobs.service }, viewer, {
    kind,
    workspaceId: workspace,
    versionId: reward,
    ...about,
    seed: 7,
    settings: { steps: 3 },
    task: 'train-model',
  });

const idsOf = (answer: { modelRuns: { edges: { node: { id: string } }[] } }) =>
  answer.modelRuns.edges.map(({ node }) => node.id);

it('shows a run with its curve, its log and the time left', async () => {
  const { id } = await addRun(engineer, ModelRunKind.TRAIN);
  const recorder = new RunRecorder(server.dataSource, id);
  for (const step of [1, 2, 3])
    recorder.addPoint({ stage: 'a', step, steps: 3, loss: 1 / step, learningRate: 0.1 });
  recorder.addLine('Training started');
  recorder.addLine('Look here', 'warn');
  recorder.setSecondsLeft(12.5);
  await recorder.flush();

  const { modelRun } = await server.ask(RUN, { id, points: 100, last: 1 }, ANALYST);

  expect(modelRun).toEqual({
    id,
    kind: 'TRAIN',
    seed: 7,
    settings: '{"steps":3}',
    createdBy: engineer.email,
    secondsLeft: 12.5,
    version: { name: 'plain CLIP' },
    job: { status: 'QUEUED' },
    curve: [1, 2, 3].map((step) => ({ stage: 'a', step, steps: 3, loss: 1 / step, learningRate: 0.1 })),
    log: [{ level: 'warn', message: 'Look here' }],
  });
});

const point = (stage: string, step: number, loss: number) => ({
  stage,
  step,
  steps: 2,
  loss,
  learningRate: 1,
});

it('keeps the order of stages that are written at one time', async () => {
  const { id } = await addRun(engineer, ModelRunKind.TRAIN);
  const recorder = new RunRecorder(server.dataSource, id);
  recorder.addPoint(point('z first', 1, 5));
  recorder.addPoint(point('a second', 1, 3));
  await recorder.flush();

  const { modelRun } = await server.ask(RUN, { id, points: 100, last: 1 }, ANALYST);

  expect(modelRun.curve).toEqual([point('z first', 1, 5), point('a second', 1, 3)]);
});

it('takes a point that comes again in place of the first, and keeps the order of stages', async () => {
  const { id } = await addRun(engineer, ModelRunKind.TRAIN);
  const recorder = new RunRecorder(server.dataSource, id);
  recorder.addPoint(point('z first', 1, 5));
  recorder.addPoint(point('z first', 2, 4));
  await recorder.flush();
  recorder.addPoints([point('z first', 2, 4), point('z first', 2, 4), point('a second', 1, 3)]);
  await recorder.flush();

  const { modelRun } = await server.ask(RUN, { id, points: 100, last: 1 }, ANALYST);

  expect(modelRun.curve).toEqual([point('z first', 1, 5), point('z first', 2, 4), point('a second', 1, 3)]);
});

it('thins a long curve to means of equal shares and the exact last point', async () => {
  const { id } = await addRun(engineer, ModelRunKind.TRAIN);
  const recorder = new RunRecorder(server.dataSource, id);
  for (let step = 1; step <= 101; step++)
    recorder.addPoint({ stage: 'a', step, steps: 101, loss: step === 50 ? 1000 : step, learningRate: 0 });
  await recorder.flush();

  const { modelRun } = await server.ask(RUN, { id, points: 11, last: 1 }, ANALYST);

  // 10 shares of 10 steps: 1 to 10, mean 5.5, and so on; the spike of 950 at step 50 lifts its share by 95
  const losses = modelRun.curve.map(({ loss }: { loss: number }) => loss);
  expect(losses).toEqual([5.5, 15.5, 25.5, 35.5, 45.5 + 95, 55.5, 65.5, 75.5, 85.5, 95.5, 101]);
  expect(modelRun.curve.at(-1).step).toBe(101);
});

it('lists the runs of a workspace, newest first, and those of one kind', async () => {
  const { id: workspace } = await addWorkspace(server.dataSource);
  const options = { requestedWorkspace: workspace };
  const training = await addRun(engineer, ModelRunKind.TRAIN, workspace);
  const drawing = await addRun(engineer, ModelRunKind.GENERATE, workspace);

  expect(idsOf(await server.ask(RUNS, {}, ANALYST, options))).toEqual([drawing.id, training.id]);
  expect(idsOf(await server.ask(RUNS, { kind: 'TRAIN' }, ANALYST, options))).toEqual([training.id]);
  expect(idsOf(await server.ask(RUNS, {}, keyOf(workspace, Scope.READ)))).toEqual([drawing.id, training.id]);
});

it('shows a merchant the drawings they asked for, while the store is theirs, and nothing else', async () => {
  const merchant = await addPerson(server.dataSource, Role.MERCHANT);
  const store = await addStore(server.dataSource);
  await addMember(server.dataSource, store, merchant);
  const of = { storeId: store.id };
  const own = await addRun(merchant, ModelRunKind.GENERATE, workspaceId, of);
  const foreign = await addRun(viewerOf(Role.MERCHANT), ModelRunKind.GENERATE, workspaceId, of);
  const training = await addRun(merchant, ModelRunKind.TRAIN);
  const codeOf = async ({ id }: { id: string }) =>
    (await server.execute(RUN, { id, points: 2, last: 1 }, merchant)).errors?.[0]?.extensions?.code;

  expect(idsOf(await server.ask(RUNS, {}, merchant))).toEqual([own.id]);
  expect([await codeOf(own), await codeOf(foreign), await codeOf(training)]).toEqual([
    undefined,
    'NOT_FOUND',
    'NOT_FOUND',
  ]);
  const membership = { storeId: store.id, userId: merchant.userId };
  await server.toile.catalog.stores.removeMember(ADMIN, workspaceId, membership);
  expect(idsOf(await server.ask(RUNS, {}, merchant))).toEqual([]);
  expect(await codeOf(own)).toBe('NOT_FOUND');
});

it('costs at least one where less than nothing is asked of a list', () => {
  const fields = [1, 2, 3, 4, 5].map((i) => `a${i}: curve(maximumPoints: 5000) { step }`).join(' ');
  const limit = (list: string) => () =>
    limitAnswer({
      schema: server.toile.schema,
      document: parse(`{ modelRun(id: 1) { ${fields} ${list} } }`),
      variables: {},
    });

  expect(limit('curve(maximumPoints: -1000000) { step }')).toThrow('of at most 20000 fields');
  expect(limit('log(last: -1000000) { level }')).toThrow('of at most 20000 fields');
});

it.each([
  ['training', ModelRunKind.TRAIN, trainingTask],
  ['evaluation', ModelRunKind.EVALUATE, evaluationTask],
])('begins no %s for a requester who lost the role since', async (_, kind, taskOf) => {
  const { dataSource, toile, dataDirectory } = server;
  const { id } = await addRun(engineer, kind);
  const folder = join(dataDirectory, 'models');
  const threads = modelThreads<RunTasks>({ tasks: 'never started' });
  const folders = new RunFolders(join(folder, 'runs'));
  const parts = { dataSource, registry: toile.models.registry, threads, folders, datasets: folder };
  const { signal } = new AbortController();
  const job = { id, workspaceId, requestedBy: 'x', requester: ANALYST, signal, report: () => {} };

  const failure = await taskOf(parts)
    .run({}, job)
    .catch((error: unknown) => error);

  expect(failure).toMatchObject({ code: 'FORBIDDEN' });
  const { modelRun } = await server.ask(RUN, { id, points: 2, last: 1 }, ANALYST);
  expect(modelRun.log).toEqual([{ level: 'error', message: (failure as Error).message }]);
});

it('keeps a version that an unfinished run works with from being removed', async () => {
  const { registry, stages } = server.toile.models;
  const add = (name: string, more: Record<string, string> = {}) =>
    addVersion({ kind: 'REWARD', name, content_hash: name, ...more });
  const parent = await add('parent');
  const child = await add('child', { parent_id: parent });
  const { id } = await addRun(engineer, ModelRunKind.EVALUATE, workspaceId, { versionId: child });
  for (const version of [parent, child]) await stages.archive(engineer, version);

  await expect(registry.remove(engineer, parent)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: `"parent" is used by run ${id} (EVALUATE), which has not ended: wait for it or cancel it`,
  });
  await expect(registry.remove(engineer, child)).rejects.toMatchObject({ code: 'CONFLICT' });
  await fail(id);
  await registry.remove(engineer, child);
  await registry.remove(engineer, parent);
});

const TRAINING = { kind: 'REWARD', name: 'mine', dataset: { simulated: { groups: 50, seed: 1 } }, steps: 10 };

it('queues a training and an evaluation with all that went into them', async () => {
  const { startTraining } = await server.ask(TRAIN, { input: { ...TRAINING, parentId: reward } }, engineer);
  const evaluation = { versionId: reward, dataset: { simulated: { groups: 50, seed: 2 } } };
  const { startEvaluation } = await server.ask(EVALUATE, { input: evaluation }, ADMIN);

  expect(startTraining).toMatchObject({ kind: 'TRAIN', job: { kind: 'train-model' } });
  expect(JSON.parse(startTraining.settings)).toEqual({
    ...TRAINING,
    method: 'PERSONAL',
    baselines: [],
    groupsPerStep: 8,
    learningRate: expect.any(Number),
  });
  expect(JSON.parse(startEvaluation.settings).dataset).toEqual(evaluation.dataset);
});

it.each<[string, object, string]>([
  ['no step', { steps: 0 }, 'INVALID_INPUT'],
  ['an endless learning rate', { learningRate: 1.5 }, 'INVALID_INPUT'],
  ['a seed below 0', { seed: -1 }, 'INVALID_INPUT'],
  ['no name', { name: ' ' }, 'INVALID_INPUT'],
  ['no dataset', { dataset: {} }, 'INVALID_INPUT'],
  ['two datasets', { dataset: { folder: 'a', simulated: { groups: 50, seed: 1 } } }, 'INVALID_INPUT'],
  ['too few groups', { dataset: { simulated: { groups: 1, seed: 1 } } }, 'INVALID_INPUT'],
  ['a seed of too many bits', { dataset: { simulated: { groups: 50, seed: 2 ** 30 } } }, 'INVALID_INPUT'],
  ['a folder that is not there', { dataset: { folder: 'nothing' } }, 'NOT_FOUND'],
  ['a folder outside', { dataset: { folder: '../versions' } }, 'NOT_FOUND'],
  ['a method of generators', { method: 'PAIRS' }, 'INVALID_INPUT'],
  ['baselines for a generator', { kind: 'GENERATOR', baselines: ['HPS'] }, 'INVALID_INPUT'],
  ['a parent of the other kind', { kind: 'GENERATOR' }, 'INVALID_INPUT'],
  ['an unknown parent', { parentId: '00000000-0000-0000-0000-000000000000' }, 'NOT_FOUND'],
])('refuses to train with %s', async (_, change, code) => {
  const input = { ...TRAINING, parentId: reward, ...change };
  const { errors } = await server.execute(TRAIN, { input }, engineer);

  expect(errors?.[0]?.extensions?.code).toBe(code);
});

it('neither trains nor evaluates what a remote server runs', async () => {
  const training = await server.execute(TRAIN, { input: { ...TRAINING, parentId: remote } }, engineer);
  const input = { versionId: remote, dataset: TRAINING.dataset };
  const evaluation = await server.execute(EVALUATE, { input }, engineer);

  for (const { errors } of [training, evaluation]) expect(errors?.[0]?.message).toContain('remote server');
});

it.each([Role.ANALYST, Role.PM, Role.MERCHANT, Role.EXPERT])('does not let a %s train', async (role) => {
  const { errors } = await server.execute(
    TRAIN,
    { input: { ...TRAINING, parentId: reward } },
    viewerOf(role),
  );

  expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

const RESUME = 'mutation ($id: ID!) { resumeRun(input: { id: $id }) { id } }';

const fail = (id: string) =>
  server.dataSource.query("UPDATE jobs SET status = 'FAILED', finished_at = now() WHERE id = $1", [id]);

it('resumes no run that still waits, whose checkpoints are gone, or that has none', async () => {
  const [waiting, swept] = [
    await addRun(engineer, ModelRunKind.TRAIN),
    await addRun(engineer, ModelRunKind.TRAIN),
  ];
  const evaluation = await addRun(engineer, ModelRunKind.EVALUATE);
  for (const { id } of [swept, evaluation]) await fail(id);

  const resume = async ({ id }: { id: string }) =>
    (await server.execute(RESUME, { id }, engineer)).errors?.[0];

  expect((await resume(waiting))?.message).toBe('This run did not fail: only a failed one can be resumed');
  expect((await resume(swept))?.message).toContain('Its checkpoints are gone');
  expect((await resume(evaluation))?.message).toContain('Only a training can be resumed');
  expect((await resume({ id: '999999' }))?.extensions?.code).toBe('NOT_FOUND');
});

it.each([Role.ANALYST, Role.PM, Role.MERCHANT, Role.EXPERT])('does not let a %s resume', async (role) => {
  const { id } = await addRun(engineer, ModelRunKind.TRAIN);
  await fail(id);

  const { errors } = await server.execute(RESUME, { id }, viewerOf(role));

  expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

it('says that a run can be resumed to who may do so, as long as its loss did not run away', async () => {
  const folders = new RunFolders(join(server.dataDirectory, 'models', 'runs'));
  const [stumbled, diverged] = [
    await addRun(engineer, ModelRunKind.TRAIN),
    await addRun(engineer, ModelRunKind.TRAIN),
  ];
  for (const { id } of [stumbled, diverged]) {
    await folders.open(id);
    await fail(id);
  }
  const recorder = new RunRecorder(server.dataSource, diverged.id);
  recorder.setDiverged();
  await recorder.flush();
  const RESUMABLE = 'query ($id: ID!) { modelRun(id: $id) { resumable diverged } }';
  const of = async ({ id }: { id: string }, viewer: Viewer) =>
    (await server.ask(RESUMABLE, { id }, viewer)).modelRun;

  for (const viewer of [engineer, ADMIN])
    expect(await of(stumbled, viewer)).toEqual({ resumable: true, diverged: false });
  for (const viewer of [ANALYST, viewerOf(Role.PM), keyOf(workspaceId, Scope.READ)])
    expect(await of(stumbled, viewer)).toEqual({ resumable: false, diverged: false });
  expect(await of(diverged, engineer)).toEqual({ resumable: false, diverged: true });
  const { errors } = await server.execute(RESUME, { id: diverged.id }, engineer);
  expect(errors?.[0]?.message).toContain('Its loss ran away');
  for (const { id } of [stumbled, diverged]) await folders.remove(id);
});

it('asks for the jobs of a list of runs once, whatever is wanted of them', async () => {
  const { id: workspace } = await addWorkspace(server.dataSource);
  for (let i = 0; i < 3; i++) await fail((await addRun(engineer, ModelRunKind.TRAIN, workspace)).id);
  const queriesFor = (fields: string) =>
    countQueries(server.dataSource, () =>
      server.ask(`{ modelRuns { edges { node { ${fields} } } } }`, {}, engineer, {
        requestedWorkspace: workspace,
      }),
    );

  const alone = await queriesFor('id');
  expect(await queriesFor('job { status }')).toBe(alone + 1);
  expect(await queriesFor('resumable job { status }')).toBe(alone + 1);
});

it('keeps checkpoints of failed runs for two weeks and sweeps those that nobody needs', async () => {
  const folders = new RunFolders(join(server.dataDirectory, 'models', 'runs'));
  const [waiting, failed, old] = await Promise.all([1, 2, 3].map(() => addRun(engineer, ModelRunKind.TRAIN)));
  for (const { id } of [waiting!, failed!, old!, { id: '999999' }]) await folders.open(id);
  await server.dataSource.query(
    `UPDATE jobs SET status = 'FAILED', finished_at = now() - make_interval(days => CASE id WHEN $1 THEN 15 ELSE 13 END)
     WHERE id = ANY ($2::bigint[])`,
    [old!.id, [failed!.id, old!.id]],
  );

  await sweepRunFolders(server.dataSource, folders).run();

  expect((await folders.list()).sort()).toEqual([waiting!.id, failed!.id].sort());
});
