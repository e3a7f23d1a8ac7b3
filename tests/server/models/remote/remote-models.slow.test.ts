import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import type { Store } from '../../../../server/catalog/index.js';
import { ModelRun } from '../../../../server/models/runs/records/model-run.entity.js';
import { startBackend } from '../../../../server/perfusion/index.js';
import { createLogger, Role, type Viewer } from '../../../../server/platform/index.js';
import { FEATURES } from '../../../support/perfusion/model-folders.js';
import { addMember, addStore } from '../../../support/product/catalog.js';
import { useToile } from '../../../support/product/execute.js';
import { endOf } from '../../../support/product/jobs.js';
import { addPerson } from '../../../support/product/viewers.js';
import { gradientPng } from '../gradient-png.js';
import { addTinyModels, type TinyModels } from '../tiny-models.js';

const REGISTER =
  'mutation ($input: RegisterRemoteModelInput!) { registerRemoteModel(input: $input) { id architecture endpoint { url keyVariable } usualSampling { steps } } }';
const SCORE =
  'query ($input: ScoreImagesInput!) { scoreImages(input: $input) { version { id } scores { score } knownFeatures { name } } }';
const GENERATE = 'mutation ($input: GenerateCandidatesInput!) { generateCandidates(input: $input) { id } }';
const KEY = 'a-key-of-the-inference-port';
const VARIABLE = 'TOILE_REMOTE_KEY_TEST';

describe('our own models under the Open Inference Protocol', () => {
  const server = useToile({ remoteHosts: ['127.0.0.1'] });
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
    await server.toile.jobs.start(1);
  });
  afterEach(() => {
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
    for (const name of ['other', 'constructor']) expect((await get(`/v2/models/${name}`)).status).toBe(404);
  });

  it('want the key for everything but health', async () => {
    expect((await get('/v2/models/reward', 'another key')).status).toBe(401);
    expect((await fetch(`${url}/v2`)).status).toBe(401);
    expect((await fetch(`${url}/v2/health/live`)).status).toBe(200);
    expect((await fetch(`${url}/v2/health/ready`)).status).toBe(200);
  });

  it.each<[string, unknown, string]>([
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
    [
      'generator',
      [{ name: 'prompt', datatype: 'BYTES', shape: [1], data: ['a'.repeat(2_001)] }],
      'at most 2000 characters',
    ],
    ...[[], [1, 2]].map((data): [string, unknown, string] => [
      'generator',
      [
        { name: 'prompt', datatype: 'BYTES', shape: [1], data: ['ab'] },
        { name: 'seed', datatype: 'INT64', shape: [data.length], data },
      ],
      '"seed" must hold one number',
    ]),
  ])('refuse a wrong request to %s in a sentence', async (model, inputs, sentence) => {
    const { status, body } = await infer(model, inputs);

    expect(status).toBe(400);
    expect(body.error).toContain(sentence);
  });

  it('score the same over the network as here', async () => {
    const imageIds = await Promise.all(
      [1, 2, 3].map(
        async (seed) =>
          (await server.toile.storage.images.addUnchecked([await gradientPng(seed)], engineer)).hash,
      ),
    );
    const { id, architecture, endpoint } = await register('reward');
    const score = (versionId: string) =>
      server.ask(SCORE, { input: { storeId: store.id, prompt: 'ab cd', imageIds, versionId } }, engineer);

    const [here, there] = [await score(models.rewardId), await score(id)];

    expect({ architecture, endpoint }).toEqual({
      architecture: 'toile_PerFusionRM',
      endpoint: { url, keyVariable: VARIABLE },
    });
    expect(there.scoreImages).toEqual({ ...here.scoreImages, version: { id } });
  });

  it('score a picture once where the version of the server is said, and every time where the server chooses', async () => {
    const imageIds = [
      (await server.toile.storage.images.addUnchecked([await gradientPng(5)], engineer)).hash,
    ];
    let inferences = 0;
    const count = ({ url = '' }) => {
      if (url.endsWith('/infer')) inferences++;
    };
    app.server.on('request', count);
    const inferencesOf = async (modelVersion: string | null) => {
      const { registerRemoteModel } = await server.ask(
        REGISTER,
        { input: { ...remoteOf('reward'), modelVersion } },
        engineer,
      );
      const input = { storeId: store.id, prompt: 'ab cd', imageIds, versionId: registerRemoteModel.id };
      inferences = 0;
      for (let i = 0; i < 2; i++) await server.ask(SCORE, { input }, engineer);
      return inferences;
    };

    expect([await inferencesOf(models.rewardId), await inferencesOf(null)]).toEqual([1, 2]);
    app.server.off('request', count);
  });

  /** A drawing that has ended. */
  const draw = async (given: Record<string, unknown>, viewer: Viewer) => {
    const input = { storeId: store.id, prompt: 'ab cd', count: 2, seed: 5, ...given };
    const job = (await server.ask(GENERATE, { input }, viewer)).generateCandidates;
    return endOf(server.toile.jobs, job.id);
  };

  it('draw the same over the network as here, as is usual for them where nobody says', async () => {
    const { id, usualSampling } = await register('generator');
    const drawn = async (versionId: string) => {
      const { status, error, result } = await draw({ versionId }, engineer);
      expect({ status, error }).toEqual({ status: 'SUCCEEDED', error: null });
      return Promise.all((result as { imageIds: string[] }).imageIds.map(pixelsOf));
    };

    expect(await drawn(id)).toEqual(await drawn(models.generatorId));
    expect(usualSampling).toBeNull();
  });

  it('draw as was said when they were registered, and refuse what no model draws by', async () => {
    const remote = (usualSampling: object, modelName = 'generator') => ({
      input: { ...remoteOf(modelName), usualSampling },
    });
    const told = await server.ask(REGISTER, remote({ steps: 3, guidance: 1.5 }), engineer);
    const refused = async (...given: Parameters<typeof remote>) =>
      (await server.execute(REGISTER, remote(...given), engineer)).errors?.[0]?.message;
    const { status } = await draw({ versionId: told.registerRemoteModel.id, count: 1 }, engineer);
    const { settings } = await server.dataSource
      .getRepository(ModelRun)
      .findOneByOrFail({ versionId: told.registerRemoteModel.id });

    expect({ status, settings }).toMatchObject({
      status: 'SUCCEEDED',
      settings: { steps: 3, guidance: 1.5 },
    });
    expect(told.registerRemoteModel.usualSampling).toEqual({ steps: 3 });
    expect(await refused({ steps: 51, guidance: 2 })).toContain('steps must be a whole number from 1 to 50');
    expect(await refused({ steps: 5, guidance: 2 }, 'reward')).toContain('Only a generator draws');
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

    expect(errors?.[0]?.message).toContain(
      'The model "generator" does not fit REWARD: it has no input "image"',
    );
    expect(unknown.errors?.[0]?.message).toContain('answers 401: Send the key of this server');
  });

  describe('without the key of their server', () => {
    const WHOM_TO_ASK = "The model's server is not set up here: ask an ML engineer";
    const NOT_SET = `${VARIABLE}, which holds the key of this model, is not set here`;
    let merchant: typeof engineer;
    beforeAll(async () => {
      merchant = await addPerson(server.dataSource, Role.MERCHANT);
      await addMember(server.dataSource, store, merchant);
      for (const name of ['reward', 'generator'])
        await server.toile.models.stages.promote(engineer, (await register(name)).id);
    });

    it.each([
      ['is not set', '', NOT_SET],
      ['is of another server', 'https://models.example.com s3cret', `${VARIABLE} holds the key of another`],
    ])('tell who runs models that it %s, and a merchant whom to ask', async (_, value, sentence) => {
      const { images } = server.toile.storage;
      for (const viewer of [engineer, merchant]) await images.addUnchecked([await gradientPng(4)], viewer);
      const imageIds = [(await images.addUnchecked([await gradientPng(4)])).hash];
      const input = { storeId: store.id, prompt: 'ab cd', imageIds };
      process.env[VARIABLE] = value;

      const [told, asked] = await Promise.all(
        [engineer, merchant].map(
          async (viewer) => (await server.execute(SCORE, { input }, viewer)).errors?.[0],
        ),
      );

      expect(told?.message).toContain(sentence);
      expect(asked).toMatchObject({ message: WHOM_TO_ASK, extensions: { code: 'CONFLICT' } });
    });

    it('end a drawing, which others see too, in the words for merchants', async () => {
      process.env[VARIABLE] = '';

      const ended = await Promise.all([engineer, merchant].map((viewer) => draw({}, viewer)));

      for (const job of ended) expect(job).toMatchObject({ status: 'FAILED', error: WHOM_TO_ASK });
    });
  });
});
