import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import type { Store } from '../../../../server/catalog/index.js';
import { RemoteRunner } from '../../../../server/models/remote/remote-runner.js';
import { startBackend } from '../../../../server/perfusion/index.js';
import { createLogger, Role } from '../../../../server/platform/index.js';
import { addMember, addStore } from '../../../support/catalog.js';
import { useToile } from '../../../support/execute.js';
import { addPerson } from '../../../support/viewers.js';
import { FEATURES, gradient } from '../../perfusion/support/model-folders.js';
import { addTinyModels, type TinyModels } from '../tiny-models.js';
import { recorded, useAnsweringServer } from './answering-server.js';

const REGISTER =
  'mutation ($input: RegisterRemoteModelInput!) { registerRemoteModel(input: $input) { id architecture endpoint { url keyVariable } } }';
const SCORE =
  'query ($input: ScoreImagesInput!) { scoreImages(input: $input) { version { id } scores { score } knownFeatures { name } } }';
const GENERATE = 'mutation ($input: GenerateCandidatesInput!) { generateCandidates(input: $input) { id } }';
const KEY = 'a-key-of-the-inference-port';
const VARIABLE = 'TOILE_REMOTE_KEY_TEST';

const pngOf = async (seed: number) => {
  const { width, height, pixels } = gradient(seed);
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
};

const picture = async (seed: number) => ({ name: `picture ${seed}`, bytes: await pngOf(seed) });

describe('our own models under the Open Inference Protocol', () => {
  const server = useToile();
  let engineer: Awaited<ReturnType<typeof addPerson>>;
  let app: FastifyInstance;
  let url: string;
  let store: Store;
  let models: TinyModels;

  beforeAll(async () => {
    await startBackend({ forced: process.env.TOILE_TF_BACKEND ?? 'wasm' });
    engineer = await addPerson(server.dataSource, Role.ML_ENGINEER);
    store = await addStore(server.dataSource, { name: 'Bob', attributes: { style: 'party' } });
    models = await addTinyModels(server.toile, server.dataDirectory);
    app = server.toile.models.createProtocolServer({ apiKey: KEY, log: createLogger({ level: 'silent' }) });
    await app.listen({ port: 0, host: '127.0.0.1' });
    url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    process.env[VARIABLE] = `${url} ${KEY}`;
  });
  afterAll(async () => {
    delete process.env[VARIABLE];
    await app.close();
    await server.toile.jobs.stop();
    await server.toile.models.close();
  });

  const get = (path: string, key = KEY) =>
    fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });
  const infer = async (model: string, inputs: unknown) => {
    const response = await fetch(`${url}/v2/models/${model}/infer`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ inputs }),
    });
    return { status: response.status, body: (await response.json()) as { error?: string } };
  };
  const remoteOf = (modelName: string) => ({
    kind: modelName.toUpperCase(),
    name: 'Far away',
    url,
    modelName,
    keyVariable: VARIABLE,
    features: FEATURES,
  });
  const register = async (modelName: string) =>
    (await server.ask(REGISTER, { input: remoteOf(modelName) }, engineer)).registerRemoteModel;

  it('say what they are', async () => {
    expect(await (await get('/v2')).json()).toMatchObject({ name: 'toile' });
    expect(await (await get('/v2/models/reward')).json()).toMatchObject({
      name: 'reward',
      versions: [models.rewardId],
      platform: 'toile_PerFusionRM',
      outputs: [{ name: 'score', datatype: 'FP32', shape: [-1] }],
    });
    expect((await get(`/v2/models/reward/versions/${models.rewardId}/ready`)).status).toBe(200);
    expect((await get(`/v2/models/reward/versions/${models.generatorId}`)).status).toBe(404);
    expect((await get('/v2/models/other')).status).toBe(404);
  });

  it('want the key for everything but health', async () => {
    expect((await get('/v2/models/reward', 'another key')).status).toBe(401);
    expect((await fetch(`${url}/v2`)).status).toBe(401);
    expect((await fetch(`${url}/v2/health/live`)).status).toBe(200);
    expect((await fetch(`${url}/v2/health/ready`)).status).toBe(200);
  });

  it.each([
    ['reward', [{ name: 'text', datatype: 'BYTES', shape: [1], data: ['ab'] }], 'There is no tensor "text"'],
    [
      'reward',
      [{ name: 'prompt', datatype: 'BYTES', shape: [1], data: ['ab'] }],
      '"image" must hold 1 to 64',
    ],
    [
      'generator',
      [{ name: 'prompt', datatype: 'BYTES', shape: [1], data: [' '] }],
      '"prompt" must hold one text',
    ],
    ['generator', [{ name: 'prompt', datatype: 'BYTES', shape: [2], data: ['ab'] }], 'so 2 elements, but 1'],
    ['generator', 7, 'expected array'],
  ])('refuse a wrong request to %s in a sentence', async (model, inputs, sentence) => {
    const { status, body } = await infer(model, inputs);

    expect(status).toBe(400);
    expect(body.error).toContain(sentence);
  });

  it('score the same over the network as here', async () => {
    const imageIds = await Promise.all(
      [1, 2, 3].map(async (seed) => (await server.toile.storage.images.add([await pngOf(seed)])).hash),
    );
    const { id, ...version } = await register('reward');
    const score = (versionId: string) =>
      server.ask(SCORE, { input: { storeId: store.id, prompt: 'ab cd', imageIds, versionId } }, engineer);

    const [here, there] = [await score(models.rewardId), await score(id)];

    expect(version).toEqual({ architecture: 'toile_PerFusionRM', endpoint: { url, keyVariable: VARIABLE } });
    expect(there.scoreImages).toEqual({ ...here.scoreImages, version: { id } });
  });

  it('draw the same over the network as here', async () => {
    await server.toile.jobs.start(1);
    const { id } = await register('generator');
    const drawn = async (versionId: string) => {
      const input = {
        storeId: store.id,
        prompt: 'ab cd',
        count: 2,
        seed: 5,
        steps: 2,
        guidance: 3,
        versionId,
      };
      const job = (await server.ask(GENERATE, { input }, engineer)).generateCandidates;
      let last = null;
      for await (const state of server.toile.jobs.service.watch(job.id)) last = state;
      expect(last).toMatchObject({ status: 'SUCCEEDED', error: null });
      const { imageIds } = last!.result as { imageIds: string[] };
      return Promise.all(imageIds.map(pixelsOf));
    };

    expect(await drawn(id)).toEqual(await drawn(models.generatorId));
  });

  const pixelsOf = async (hash: string) => {
    const { stream } = await server.toile.storage.images.show(engineer, hash, null);
    return sharp(Buffer.concat(await stream.toArray()))
      .raw()
      .toBuffer();
  };

  it('are not registered where the key is wrong or the model does not fit', async () => {
    const wrong = { ...remoteOf('generator'), kind: 'REWARD' };
    const { errors } = await server.execute(REGISTER, { input: wrong }, engineer);
    process.env[VARIABLE] = `${url} another-key`;
    const unknown = await server.execute(REGISTER, { input: remoteOf('reward') }, engineer);
    process.env[VARIABLE] = `${url} ${KEY}`;

    expect(errors?.[0]?.message).toContain(
      'The model "generator" does not fit REWARD: it has no input "image"',
    );
    expect(unknown.errors?.[0]?.message).toContain('answers 401: Send the key of this server');
  });

  it('tell who runs models which variable is not set, and a merchant whom to ask', async () => {
    const merchant = await addPerson(server.dataSource, Role.MERCHANT);
    await addMember(server.dataSource, store, merchant);
    await server.toile.models.stages.promote(engineer, (await register('reward')).id);
    const imageIds = [(await server.toile.storage.images.add([await pngOf(4)])).hash];
    const input = { storeId: store.id, prompt: 'ab cd', imageIds };
    delete process.env[VARIABLE];

    const [told, asked] = await Promise.all(
      [engineer, merchant].map(
        async (viewer) => (await server.execute(SCORE, { input }, viewer)).errors?.[0],
      ),
    );

    expect(told?.message).toContain(`${VARIABLE}, which holds the key of this model, is not set here`);
    expect(asked).toMatchObject({
      message: "The model's server is not set up here: ask an ML engineer",
      extensions: { code: 'CONFLICT' },
    });
  });
});

describe('a remote model of another program', () => {
  const server = useAnsweringServer();
  const environment: Record<string, string> = {};
  const runner = new RemoteRunner(environment);
  beforeEach(() => {
    environment.TOILE_REMOTE_KEY_TRITON = `${server.url} hunter2`;
    environment.TOILE_REMOTE_KEY_ELSEWHERE = 'https://models.example.com hunter2';
    environment.TOILE_REMOTE_KEY_BARE = 'hunter2';
  });
  const versionOf = (id: string, kind: 'REWARD' | 'GENERATOR', names: Record<string, string> = {}) => ({
    id,
    kind: kind as never,
    parameterCount: null,
    endpoint: {
      url: server.url,
      modelName: 'model',
      modelVersion: null,
      tensors: names,
      keyVariable: kind === 'REWARD' ? 'TOILE_REMOTE_KEY_TRITON' : null,
    },
  });

  it('gets texts and pixels in the shapes it declares', async () => {
    const names = { prompt: 'TEXT', profile: 'MERCHANT', image: 'IMAGE', score: 'SCORE' };
    server.answerWith(
      { body: recorded('triton-reward-metadata.json') },
      { body: recorded('triton-reward-answer.json') },
    );

    const scores = await runner.score(versionOf('1', 'REWARD', names), {
      prompt: 'red dress',
      profile: { store: 'Anna' },
      images: [await picture(1)],
    });

    expect(scores).toEqual([21.75]);
    const { headers, body } = server.asked[1]!;
    expect(headers.authorization).toBe('Bearer hunter2');
    expect(body.outputs).toEqual([{ name: 'SCORE' }]);
    expect(body.inputs.slice(0, 2)).toEqual([
      { name: 'TEXT', datatype: 'BYTES', shape: [1, 1], data: ['red dress'] },
      { name: 'MERCHANT', datatype: 'BYTES', shape: [1, 1], data: ['{"store":"Anna"}'] },
    ]);
    expect(body.inputs[2]).toMatchObject({ name: 'IMAGE', datatype: 'UINT8', shape: [1, 4, 6, 3] });
    expect(body.inputs[2].data).toHaveLength(4 * 6 * 3);
  });

  it('gets a seed of its own for every picture where it knows no index', async () => {
    server.answerWith(
      { body: recorded('kserve-generator-metadata.json') },
      { body: recorded('kserve-generator-answer.json') },
    );
    const task = { prompt: 'red dress', profile: {}, seed: 2 ** 31 - 1, steps: 20, guidance: 7.5 };

    const drawn = await runner.generate(versionOf('2', 'GENERATOR'), { ...task, index: 0 });
    await runner.generate(versionOf('2', 'GENERATOR'), { ...task, index: 1 });

    expect(drawn).toEqual({ width: 2, height: 1, pixels: Uint8Array.of(255, 0, 0, 0, 0, 255) });
    const [first, second] = server.asked.slice(1).map(({ body }) => body.inputs);
    expect(first).toEqual([
      { name: 'prompt', datatype: 'BYTES', shape: [1], data: ['red dress'] },
      { name: 'seed', datatype: 'INT64', shape: [1], data: [2 ** 31 - 1] },
      { name: 'num_inference_steps', datatype: 'INT32', shape: [1], data: [20] },
      { name: 'guidance_scale', datatype: 'FP32', shape: [1], data: [7.5] },
    ]);
    expect(second[1].data).toEqual([0]);
  });

  it('is refused when it answers anything but one picture', async () => {
    const answer = recorded('kserve-generator-answer.json');
    answer.outputs[0].shape = [2, 1, 1, 3];
    server.answerWith({ body: recorded('kserve-generator-metadata.json') }, { body: answer });
    const task = { prompt: 'red', profile: {}, seed: 1, index: 0, steps: 1, guidance: 1 };

    await expect(runner.generate(versionOf('3', 'GENERATOR'), task)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: 'The tensor "image" of the shape [2,1,1,3] is not one picture of red, green and blue',
    });
  });

  it('never gets the key of another server', async () => {
    const remote = { url: server.url, modelName: 'm', modelVersion: null, tensors: {} };

    const checking = runner.check('REWARD' as never, {
      ...remote,
      keyVariable: 'TOILE_REMOTE_KEY_ELSEWHERE',
    });

    await expect(checking).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.not.stringMatching(/hunter2|example/),
    });
    expect(server.asked).toHaveLength(0);
  });

  it('is not asked where its key is not set here, or is no key of a remote model', async () => {
    const remote = { url: server.url, modelName: 'm', modelVersion: null, tensors: {} };
    const check = (keyVariable: string) => runner.check('REWARD' as never, { ...remote, keyVariable });

    await expect(check('TOILE_REMOTE_KEY_OTHER')).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(check('DATABASE_URL')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(check('TOILE_REMOTE_KEY_BARE')).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'TOILE_REMOTE_KEY_BARE must hold the address of the model server, a space and its key',
    });
    expect(server.asked).toHaveLength(0);
  });
});
