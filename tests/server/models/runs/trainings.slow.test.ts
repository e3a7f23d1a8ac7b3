import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import sharp from 'sharp';
import { saveRewardFolder } from '../../../../server/perfusion/index.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import { tinyReward } from '../../../support/perfusion/model-folders.js';
import { dataFolder, ServerProcess } from '../../../support/processes/server-process.js';
import { useCleanups } from '../../../support/run/cleanups.js';
import { openToOthers } from '../../../support/run/directory.js';
import { endedRun, hasEnded, until } from './ended-run.js';

const IMPORT = 'mutation { importModel(input: { kind: REWARD, name: "CLIP", folder: "clip" }) { id } }';
const TRAIN = 'mutation ($input: StartTrainingInput!) { startTraining(input: $input) { id } }';
const EVALUATE = 'mutation ($input: StartEvaluationInput!) { startEvaluation(input: $input) { id } }';
const JOB = 'query ($id: ID!) { job(id: $id) { status error } }';
const RUN = `query ($id: ID!) { modelRun(id: $id) {
  job { status error message } log { message } dataSnapshotHash metrics { name value lower upper sampleSize }
  result { id architecture simulated parent { id } features { name } }
  curve(maximumPoints: 5000) { stage step steps loss learningRate } } }`;

const TIME_LIMIT_MS = 300_000;

useBackend();

const cleanUp = useCleanups();

/** Twelve groups of four pictures in one colour each: one merchant likes the reddest, the other the bluest. */
async function writePreferences(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const lines = [];
  for (let group = 0; group < 12; group++) {
    const images = [0, 1, 2, 3].map((place) => `${group}-${place}.png`);
    for (const [place, name] of images.entries()) {
      const background = { r: 60 * place + group, g: 20 * group, b: 200 - 60 * place };
      await sharp({ create: { width: 40, height: 36, channels: 3, background } })
        .png()
        .toFile(join(folder, name));
    }
    const [store, picked] = group % 2 ? ['Anna', 3] : ['Bob', 0];
    lines.push(JSON.stringify({ prompt: 'ab cd', profile: { store }, images, picked: [picked] }));
  }
  writeFileSync(join(folder, 'groups.ndjson'), lines.join('\n'));
}

/** A server process with the golden CLIP, and a folder of preferences. */
async function startServer() {
  const folder = dataFolder();
  cleanUp(() => folder.remove());
  const settings = { TOILE_DATA_DIR: folder.path, TOILE_TF_BACKEND: 'wasm' };
  const held = { server: await ServerProcess.start(settings) };
  cleanUp(() => held.server.stop());
  const cookie = await held.server.signIn();
  const ask = (query: string, variables: object = {}) => held.server.ask(query, { cookie }, variables);
  saveRewardFolder(join(folder.path, 'models', 'incoming', 'clip'), tinyReward());
  await writePreferences(join(folder.path, 'models', 'datasets', 'colours'));
  const { importModel } = await ask(IMPORT);
  const { job } = await until(() => ask(JOB, { id: importModel.id }), hasEnded);
  expect(job).toEqual({ status: 'SUCCEEDED', error: null });
  const { modelVersions } = await ask('{ modelVersions(kind: REWARD) { id name } }');
  const find = async (id: string) => (await ask(RUN, { id })).modelRun;
  return {
    ask,
    find,
    parentId: modelVersions.find(({ name }: { name: string }) => name === 'CLIP').id as string,
    ended: (id: string) => endedRun(() => find(id)),
    async killAndStart() {
      await held.server.kill();
      expect(openToOthers(join(folder.path, 'models', 'runs'))).toEqual([]);
      held.server = await ServerProcess.start(settings);
    },
  };
}

it(
  'a training that is killed goes on at its checkpoint, to the curve and numbers of one that is not; both can be evaluated',
  async () => {
    const { ask, find, ended, killAndStart, parentId } = await startServer();
    const settings = {
      kind: 'REWARD',
      name: 'likes colours',
      parentId,
      steps: 24,
      groupsPerStep: 4,
      learningRate: 0.01,
    };
    const start = async () =>
      (await ask(TRAIN, { input: { ...settings, dataset: { folder: 'colours' } } })).startTraining
        .id as string;

    const whole = await ended(await start());
    const id = await start();
    await until(
      () => find(id),
      ({ curve }) => curve.length >= 5,
    );
    await killAndStart();
    const resumed = await ended(id);
    const input = { versionId: resumed.result[0].id, dataset: { folder: 'colours' } };
    const evaluated = await ended((await ask(EVALUATE, { input })).startEvaluation.id);

    expect(whole.job).toMatchObject({ status: 'SUCCEEDED', error: null });
    expect(whole.curve).toHaveLength(24);
    expect(whole.curve[23].loss).toBeLessThan(whole.curve[0].loss);
    expect(whole.result).toEqual([
      {
        id: expect.any(String),
        architecture: 'PerFusionRM',
        simulated: false,
        parent: { id: parentId },
        features: [{ name: 'store' }],
      },
    ]);
    const messages = resumed.log.map(({ message }: { message: string }) => message);
    expect(messages).toContain('Going on at the last checkpoint');
    expect(resumed.curve).toEqual(whole.curve);
    expect(resumed.metrics).toEqual(whole.metrics);
    expect(evaluated.job).toMatchObject({ status: 'SUCCEEDED', error: null });
    expect(evaluated.dataSnapshotHash).toBe(whole.dataSnapshotHash);
    expect(evaluated.metrics).toEqual([
      {
        name: 'GAUC, all groups',
        value: expect.any(Number),
        lower: expect.any(Number),
        upper: expect.any(Number),
        sampleSize: 12,
      },
      {
        name: 'MAP, all groups',
        value: expect.any(Number),
        lower: expect.any(Number),
        upper: expect.any(Number),
        sampleSize: 12,
      },
    ]);
    expect(evaluated.metrics[0].value).toBeGreaterThan(0.8); // at chance it is 0.5
  },
  TIME_LIMIT_MS,
);
