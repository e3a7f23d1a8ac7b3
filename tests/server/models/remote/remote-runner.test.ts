import { beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { RemoteRunner } from '../../../../server/models/remote/remote-runner.js';
import { createLogger, HostList } from '../../../../server/platform/index.js';
import { gradientPng } from '../gradient-png.js';
import { recorded, useAnsweringServer } from './answering-server.js';

const picture = async (seed: number) => ({ name: `picture ${seed}`, bytes: await gradientPng(seed) });

describe('a remote model of another program', () => {
  const server = useAnsweringServer();
  const environment: Record<string, string> = {};
  const runner = new RemoteRunner(environment, {
    allowed: new HostList(['127.0.0.1']),
    log: createLogger({ level: 'silent' }),
  });
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

  it('gets no more than 512 pixels a side where any size will do', async () => {
    const metadata = recorded('triton-reward-metadata.json');
    const input = metadata.inputs.find(({ name }: { name: string }) => name === 'IMAGE');
    input.shape = [-1, -1, -1, 3];
    server.answerWith({ body: metadata }, { body: recorded('triton-reward-answer.json') });
    const names = { prompt: 'TEXT', profile: 'MERCHANT', image: 'IMAGE', score: 'SCORE' };
    const create = { width: 1024, height: 8, channels: 3, background: '#123456' } as const;
    const images = [
      { name: 'large', bytes: await sharp({ create }).png().toBuffer() },
      { name: 'small', bytes: await gradientPng(1) },
    ];

    await runner.score(versionOf('5', 'REWARD', names), { prompt: 'red', profile: {}, images });

    const shapes = server.asked.slice(1).map(({ body }) => body.inputs[2].shape);
    const { width, height } = await sharp(images[1]!.bytes).metadata();
    expect(shapes).toEqual(
      expect.arrayContaining([
        [1, 4, 512, 3],
        [1, height, width, 3],
      ]),
    );
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

  it('chooses how it draws where nobody says', async () => {
    server.answerWith(
      { body: recorded('kserve-generator-metadata.json') },
      { body: recorded('kserve-generator-answer.json') },
    );

    await runner.generate(versionOf('4', 'GENERATOR'), { prompt: 'red', profile: {}, seed: 1, index: 0 });

    const names = server.asked[1]!.body.inputs.map(({ name }: { name: string }) => name);
    expect(names).toEqual(['prompt', 'seed']);
  });

  it('is refused when it answers anything but one picture', async () => {
    const answer = recorded('kserve-generator-answer.json');
    answer.outputs[0].shape = [2, 1, 1, 3];
    server.answerWith({ body: recorded('kserve-generator-metadata.json') }, { body: answer });
    const task = { prompt: 'red', profile: {}, seed: 1, index: 0, steps: 1, guidance: 1 };

    await expect(runner.generate(versionOf('3', 'GENERATOR'), task)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: 'The tensor "image" of the shape [2,1,1,3] is not one image of red, green and blue',
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

  it('is named by an address, also where it has a key', async () => {
    const model = { url: 'models.example.com', modelName: 'm', modelVersion: null, tensors: {} };

    const checking = runner.check('REWARD' as never, { ...model, keyVariable: 'TOILE_REMOTE_KEY_TRITON' });

    await expect(checking).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: '"models.example.com" is no http:// or https:// address',
    });
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
