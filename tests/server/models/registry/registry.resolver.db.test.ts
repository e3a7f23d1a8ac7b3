import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ModelKind } from '../../../../server/models/index.js';
import { ModelRunKind } from '../../../../server/models/runs/records/model-run.entity.js';
import { startRunUnchecked } from '../../../../server/models/runs/start-run.js';
import { ModelStage } from '../../../../server/models/versions/model-kind.js';
import { saveRewardFolder } from '../../../../server/perfusion/index.js';
import { ANONYMOUS } from '../../../../server/platform/access/viewer.js';
import { Role, Scope, type Viewer } from '../../../../server/platform/index.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import { FEATURES, PLUG_IN, tinyReward } from '../../../support/perfusion/model-folders.js';
import { addWorkspace, countQueries, mainWorkspace } from '../../../support/product/catalog.js';
import { type Data, useToile } from '../../../support/product/execute.js';
import { ADMIN, ANALYST, addPerson, keyOf, viewerOf } from '../../../support/product/viewers.js';
import { addVersion } from './versions.js';

const ENGINEER = viewerOf(Role.ML_ENGINEER);
const MERCHANT = viewerOf(Role.MERCHANT);

useBackend();
const toile = useToile();

beforeEach(() => toile.dataSource.query('DELETE FROM model_versions'));

const add = (given: Parameters<typeof addVersion>[1] = {}) => addVersion(toile.dataSource, given);
const codeOf = async (source: string, variables: Record<string, unknown>, viewer: Viewer) =>
  (await toile.execute(source, variables, viewer)).errors?.[0]?.extensions?.code;

/** A training of a workspace, which makes no version by itself. */
async function addTraining(workspaceId: string): Promise<string> {
  const { dataSource } = toile;
  const { id } = await startRunUnchecked({ dataSource, jobs: toile.toile.jobs.service }, ENGINEER, {
    kind: ModelRunKind.TRAIN,
    workspaceId,
    versionId: (await add()).id,
    seed: 1,
    settings: {},
    task: 'train-model',
  });
  return id;
}

const LIST =
  'query ($kind: ModelKind, $stage: ModelStage) { modelVersions(kind: $kind, stage: $stage) { id name } }';
const namesOf = async (variables: object, viewer: Viewer = ANALYST): Promise<string[]> =>
  (await toile.ask(LIST, { ...variables }, viewer)).modelVersions.map(({ name }: { name: string }) => name);

describe('modelVersions', () => {
  it('lists versions newest first, by kind and by stage', async () => {
    const at = (day: number) => ({ createdAt: new Date(Date.UTC(2026, 0, day)) });
    await add({ name: 'old', ...at(1) });
    await add({ name: 'new', ...at(3), stage: ModelStage.PRODUCTION });
    await add({ name: 'generator', ...at(2), kind: ModelKind.GENERATOR });

    expect(await namesOf({})).toEqual(['new', 'generator', 'old']);
    expect(await namesOf({ kind: 'REWARD' })).toEqual(['new', 'old']);
    expect(await namesOf({ kind: 'REWARD', stage: 'PRODUCTION' })).toEqual(['new']);
  });

  it('says everything of a version to who may read models', async () => {
    const parent = await add({ name: 'PickScore' });
    const runId = await addTraining((await mainWorkspace(toile.dataSource)).id);
    const metric = { name: 'GAUC', value: 0.7, lower: 0.6, upper: 0.8, unit: null, sampleSize: 500 };
    const { id } = await add({ parentId: parent.id, runId, features: FEATURES, metrics: [metric] });

    const { modelVersion } = await toile.ask(
      `query ($id: ID!) { modelVersion(id: $id) { kind stage architecture config simulated parent { name } run { id kind }
        features { name values } metrics { name value lower upper unit sampleSize } files { path } endpoint { url }
        byteSize parameterCount promotedAt createdBy note dataSnapshotHash } }`,
      { id },
      ANALYST,
    );

    expect(modelVersion).toEqual({
      kind: 'REWARD',
      stage: 'CANDIDATE',
      architecture: 'CLIP',
      config: '{"projection_dim":8}',
      simulated: false,
      parent: { name: 'PickScore' },
      run: { id: runId, kind: 'TRAIN' },
      features: FEATURES,
      metrics: [metric],
      files: [],
      endpoint: null,
      byteSize: 0,
      parameterCount: 0,
      promotedAt: null,
      createdBy: 'operator',
      note: null,
      dataSnapshotHash: null,
    });
  });

  it('asks the database the same number of times for one version and for many', async () => {
    const runId = await addTraining((await mainWorkspace(toile.dataSource)).id);
    const parentId = (await add()).id;
    const source = '{ modelVersions { parent { name } run { job { status } } files { path } } }';
    const count = () => countQueries(toile.dataSource, () => toile.ask(source, {}, ADMIN));
    await add({ parentId, runId });
    const forTwo = await count();
    await Promise.all([1, 2, 3].map(() => add({ parentId, runId })));

    expect(await count()).toBe(forTwo);
  });

  it('shows a key no training of another workspace', async () => {
    const elsewhere = await addWorkspace(toile.dataSource);
    const { id } = await add({ runId: await addTraining(elsewhere.id) });
    const runOf = async (viewer: Viewer) =>
      (await toile.ask('query ($id: ID!) { modelVersion(id: $id) { run { id } } }', { id }, viewer))
        .modelVersion.run;

    expect(await runOf(keyOf((await mainWorkspace(toile.dataSource)).id, Scope.READ))).toBeNull();
    expect(await runOf(keyOf(elsewhere.id, Scope.READ))).not.toBeNull();
    expect(await runOf(ANALYST)).not.toBeNull();
  });
});

describe('a merchant', () => {
  const ONE = 'query ($id: ID!) { modelVersion(id: $id) { name kind stage simulated note } }';

  it('sees the versions in production, and of them what they are called', async () => {
    const { id } = await add({ name: 'used', stage: ModelStage.PRODUCTION });
    const other = await add();

    expect(await namesOf({}, MERCHANT)).toEqual(['used']);
    expect(await namesOf({ stage: 'CANDIDATE' }, MERCHANT)).toEqual([]);
    expect((await toile.ask(ONE, { id }, MERCHANT)).modelVersion).toMatchObject({ stage: 'PRODUCTION' });
    expect(await codeOf(ONE, { id: other.id }, MERCHANT)).toBe('NOT_FOUND');
  });

  it.each(['config', 'metrics { value }', 'files { path }', 'run { id }', 'createdBy', 'parent { id }'])(
    'does not see %s',
    async (field) => {
      await add({ stage: ModelStage.PRODUCTION });

      expect(await codeOf(`{ modelVersions { ${field} } }`, {}, MERCHANT)).toBe('FORBIDDEN');
    },
  );
});

describe('importModel', () => {
  const IMPORT = 'mutation ($input: ImportModelInput!) { importModel(input: $input) { id } }';
  const JOB = 'query ($id: ID!) { job(id: $id) { status result error message } }';
  const incoming = (...names: string[]) => join(toile.dataDirectory, 'models', 'incoming', ...names);
  const inputOf = (folder: string) => ({ input: { kind: 'REWARD', name: 'PickScore', folder } });

  let engineer: Awaited<ReturnType<typeof addPerson>>;

  beforeAll(async () => {
    engineer = await addPerson(toile.dataSource, Role.ML_ENGINEER);
    saveRewardFolder(incoming('lab', 'reward'), tinyReward(PLUG_IN));
    mkdirSync(join(toile.dataDirectory, 'models', 'other'), { recursive: true });
    await toile.toile.jobs.start(1);
  });
  afterAll(() => toile.toile.jobs.stop());

  async function run(folder: string): Promise<Data> {
    const { importModel } = await toile.ask(IMPORT, inputOf(folder), engineer);
    for (;;) {
      const { job } = await toile.ask(JOB, importModel, ADMIN);
      if (!['QUEUED', 'RUNNING'].includes(job.status)) return job;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  it('registers a folder of the server as a candidate, which the audit log says', async () => {
    const { status, result } = await run('lab/reward');

    expect(status).toBe('SUCCEEDED');
    const id = JSON.parse(result).versionId;
    const source = `query ($id: ID!) { modelVersion(id: $id) { name stage architecture createdBy parameterCount byteSize
      features { name } files { path } } }`;
    const { modelVersion } = await toile.ask(source, { id }, ANALYST);
    expect(modelVersion).toMatchObject({
      name: 'PickScore',
      stage: 'CANDIDATE',
      architecture: 'PerFusionRM',
      createdBy: engineer.email,
      features: [{ name: 'style' }, { name: 'store' }],
      files: expect.arrayContaining([{ path: 'plug_in/config.json' }]),
    });
    expect(modelVersion.parameterCount * 4).toBeLessThan(modelVersion.byteSize); // of 32 bits each, with headers
    const { auditLog } = await toile.ask(
      '{ auditLog(first: 2) { edges { node { action subjectId } } } }',
      {},
      ADMIN,
    );
    expect(auditLog.edges.map(({ node }: Data) => node.action)).toEqual(['model.register', 'model.import']);
    expect(auditLog.edges[0].node.subjectId).toBe(id);
  });

  it('fails in the words of the library where the weights do not fit, and registers nothing', async () => {
    cpSync(incoming('lab', 'reward'), incoming('broken'), { recursive: true });
    rmSync(incoming('broken', 'plug_in', 'model.safetensors'));

    const { status, error } = await run('broken');

    expect([status, error]).toEqual(['FAILED', expect.stringContaining('plug_in')]);
    expect(await namesOf({})).toEqual([]);
  });

  it.each(['..', '../other', 'lab/../../other', '/etc', '.', 'lab\u0000'])(
    'refuses the folder %j, which is not beneath the one for imports',
    async (folder) => {
      const { errors } = await toile.execute(IMPORT, inputOf(folder), ENGINEER);

      expect(errors?.[0]?.extensions?.code).toBe('INVALID_INPUT');
    },
  );

  it('says where a folder is missing', async () => {
    const { errors } = await toile.execute(IMPORT, inputOf('nowhere'), ENGINEER);

    expect(errors?.[0]?.message).toBe(
      'There is no folder "nowhere" in models/incoming of the data folder (TOILE_DATA_DIR): copy the model there first',
    );
  });
});

it.each([
  ['promoteModel(input: { id: "x" })', ANALYST, 'FORBIDDEN'],
  ['rollBackModel(input: { kind: REWARD })', MERCHANT, 'FORBIDDEN'],
  ['archiveModel(input: { id: "x" })', ANONYMOUS, 'UNAUTHENTICATED'],
  ['importModel(input: { kind: REWARD, name: "x", folder: "x" })', viewerOf(Role.PM), 'FORBIDDEN'],
])('%s is refused to who may not', async (field, viewer, code) => {
  expect(await codeOf(`mutation { ${field} { id } }`, {}, viewer)).toBe(code);
});
