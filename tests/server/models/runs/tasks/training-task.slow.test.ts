import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { modelThreads } from '../../../../../server/models/compute/model-threads.js';
import { RunFolders } from '../../../../../server/models/runs/tasks/run-folders.js';
import { trainingTask } from '../../../../../server/models/runs/tasks/training-task.js';
import type { RunTasks } from '../../../../../server/models/runs/thread-tasks.js';
import { saveRewardFolder } from '../../../../../server/perfusion/weights/folders/save-folders.js';
import { OPERATOR, Role, type Viewer } from '../../../../../server/platform/index.js';
import { useBackend } from '../../../../support/perfusion/backend.js';
import { tinyReward } from '../../../../support/perfusion/model-folders.js';
import { useToile } from '../../../../support/product/execute.js';
import { addPerson } from '../../../../support/product/viewers.js';
import { endedRun, until } from '../ended-run.js';
import { DAMAGED, STUMBLES } from './tiny-tasks.js';

const TASKS = 'dist/tests/server/models/runs/tasks/tiny-tasks.js';
const TRAIN = 'mutation ($input: StartTrainingInput!) { startTraining(input: $input) { id } }';
const RUN = `query ($id: ID!) { modelRun(id: $id) {
  id resumable diverged secondsLeft dataSnapshotHash metrics { name value }
  job { status done total message error result } log { level message }
  result { id name stage simulated run { id } parent { id } metrics { name } dataSnapshotHash }
  curve(maximumPoints: 5000) { stage step steps loss learningRate } } }`;
const RESUME = 'mutation ($id: ID!) { resumeRun(input: { id: $id }) { id resumable job { status } } }';
const CANCEL = 'mutation ($id: ID!) { cancelJob(input: { id: $id }) { id } }';

useBackend();
const server = useToile();
let engineer: Viewer;
const threads = modelThreads<Pick<RunTasks, 'trainModel'>>({ tensorBackend: 'cpu', tasks: TASKS });
let parentId: string;
let registered: Run;

/** The training of this file takes the place of the real one; everything around it is real. */
beforeAll(async () => {
  const { toile, dataSource, dataDirectory } = server;
  const folder = join(dataDirectory, 'models');
  const folders = new RunFolders(join(folder, 'runs'));
  const parts = { dataSource, registry: toile.models.registry, folders, datasets: join(folder, 'datasets') };
  toile.jobs.register({ tasks: [trainingTask({ ...parts, threads })] });
  saveRewardFolder(join(dataDirectory, 'clip'), tinyReward());
  parentId = (
    await toile.models.registry.register(OPERATOR, { name: 'CLIP', folder: join(dataDirectory, 'clip') })
  ).id;
  engineer = await addPerson(dataSource, Role.ML_ENGINEER);
  await toile.jobs.start(1);
});
afterAll(async () => {
  await server.toile.jobs.stop();
  await Promise.all([threads.close(), server.toile.models.close()]);
});

async function start(change: object = {}): Promise<string> {
  const dataset = { simulated: { groups: 50, seed: 1 } };
  const input = { kind: 'REWARD', name: 'mine', parentId, dataset, steps: 12, learningRate: 0.05, ...change };
  return (await server.ask(TRAIN, { input }, engineer)).startTraining.id;
}

const find = async (id: string) => (await server.ask(RUN, { id }, engineer)).modelRun;

type Run = Awaited<ReturnType<typeof find>>;

const ended = (id: string): Promise<Run> => endedRun(() => find(id));
const folderOf = (id: string) => join(server.dataDirectory, 'models', 'runs', id);

describe('a training', () => {
  it('shows its curve and comes to a candidate that knows its parent, its data and its numbers', async () => {
    const id = await start();

    const run = await ended(id);
    registered = run;

    expect(run.job).toMatchObject({ status: 'SUCCEEDED', done: 12, total: 12 });
    expect(run.curve.map(({ step }: { step: number }) => step)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
    ]);
    expect(run.curve[11].loss).toBeLessThan(run.curve[0].loss);
    expect(run).toMatchObject({
      secondsLeft: null,
      dataSnapshotHash: 'd'.repeat(64),
      metrics: [{ name: 'GAUC', value: 0.5 }],
    });
    expect(run.result).toEqual([
      {
        id: JSON.parse(run.job.result).versionId,
        name: 'mine',
        stage: 'CANDIDATE',
        simulated: true,
        run: { id },
        parent: { id: parentId },
        metrics: [{ name: 'GAUC' }],
        dataSnapshotHash: 'd'.repeat(64),
      },
    ]);
    expect(run.log.map(({ message }: { message: string }) => message)).toEqual([
      'Training started',
      `Registered as version ${run.result[0].id}`,
    ]);
    expect(existsSync(folderOf(id))).toBe(false);
  });

  it('says how much time is left while it runs, and stops long before its end when it is cancelled', async () => {
    const id = await start({ steps: 1_000_000 });
    // The run and its job are two rows, written one after the other.
    const running = await until(
      () => find(id),
      ({ job, secondsLeft }) => secondsLeft !== null && job.message?.endsWith('left'),
    );

    expect(running.secondsLeft).toBeGreaterThan(60);
    expect(running.job).toMatchObject({ status: 'RUNNING', total: 1_000_000 });
    expect(running.job.message).toMatch(/^Step \d+ of 1000000, loss [\d.]+, about .* left$/);
    await server.ask(CANCEL, { id }, engineer);
    const run = await ended(id);

    expect(run).toMatchObject({ secondsLeft: null, result: [], job: { status: 'CANCELLED' } });
    expect(run.log.at(-1)).toEqual({ level: 'warn', message: 'Cancelled' });
    expect(existsSync(folderOf(id))).toBe(false);
  });

  it('fills its bar once, whatever number of baselines is trained beside it', async () => {
    const id = await start({ baselines: ['HPS', 'AESTHETIC'] });

    const run = await ended(id);

    expect(run.job).toMatchObject({ status: 'SUCCEEDED', done: 36, total: 36 });
    expect(run.curve).toHaveLength(36);
  });

  it('that diverges fails with what to do, keeps its checkpoints and registers nothing', async () => {
    const id = await start({ name: DAMAGED });

    const run = await ended(id);

    expect(run.job).toMatchObject({
      status: 'FAILED',
      error: expect.stringContaining('Lower the learning rate'),
    });
    expect(run).toMatchObject({
      result: [],
      metrics: [],
      secondsLeft: null,
      diverged: true,
      resumable: false,
    });
    expect(run.log.at(-1)).toEqual({ level: 'error', message: run.job.error });
    expect(existsSync(join(folderOf(id), 'linear map.safetensors'))).toBe(true);
  });

  /** `runs/trainings.slow` kills the process in the middle of a real training instead. */
  it('that failed goes on at its last checkpoint when an engineer says so, and only then', async () => {
    const id = await start({ name: STUMBLES });
    const failed = await ended(id);
    await server.dataSource.query('UPDATE jobs SET cancelling = true WHERE id = $1', [id]); // a moment too late

    const { resumeRun } = await server.ask(RESUME, { id }, engineer);
    const again = await server.execute(RESUME, { id }, engineer);
    const run = await ended(id);

    expect(failed.job).toMatchObject({ status: 'FAILED', error: 'The disk is full.' });
    expect(failed).toMatchObject({ resumable: true, diverged: false });
    expect(resumeRun).toMatchObject({ id, resumable: false });
    expect(again.errors?.[0]?.extensions?.code).toBe('CONFLICT');
    expect(run.job).toMatchObject({ status: 'SUCCEEDED', error: null });
    expect(run.curve).toEqual(registered.curve);
    expect(run.log.map(({ message }: { message: string }) => message)).toEqual([
      'Training started',
      'The disk is full.',
      'Going on at the last checkpoint',
      expect.stringContaining('Registered as version'),
    ]);
  });

  it('that registered its version and was killed before its job ended registers no second one', async () => {
    const { id, result } = registered;
    await server.dataSource.query(`UPDATE jobs SET status = 'QUEUED', finished_at = NULL WHERE id = $1`, [
      id,
    ]);
    const [{ kind }] = await server.dataSource.query('SELECT kind FROM jobs WHERE id = $1', [id]);
    await server.dataSource.query(
      `SELECT graphile_worker.add_job($1, json_build_object('id', $2::text), job_key => $3)`,
      [kind, id, `job-${id}`],
    );

    const again = await ended(id);

    expect(again.result).toEqual(result);
    expect(JSON.parse(again.job.result).versionId).toBe(result[0].id);
  });
});
