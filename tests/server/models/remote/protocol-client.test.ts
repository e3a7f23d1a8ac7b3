import { describe, expect, it } from '@jest/globals';
import { ProtocolClient } from '../../../../server/models/remote/protocol-client.js';
import { createLogger, HostList } from '../../../../server/platform/index.js';
import { recorded, useAnsweringServer } from './answering-server.js';

const server = useAnsweringServer();
const clientOf = (given: Partial<ConstructorParameters<typeof ProtocolClient>[0]> = {}) =>
  new ProtocolClient(
    { url: server.url, modelName: 'sd15', modelVersion: null, apiKey: null, ...given },
    { allowed: new HostList(['127.0.0.1']), log: createLogger({ level: 'silent' }) },
  );
const infer = (limitMs = 5_000, signal?: AbortSignal) =>
  clientOf().infer({ inputs: [] }, { limitMs, signal });
const ANSWER = { body: recorded('kserve-generator-answer.json') };

describe('a client of the Open Inference Protocol', () => {
  it('asks for one version of a model with its key', async () => {
    server.answerWith({ body: recorded('triton-reward-metadata.json') });

    const client = clientOf({
      url: `${server.url}/v2/`,
      modelVersion: '2',
      modelName: 'a b',
      apiKey: 'secret',
    });
    const { platform } = await client.metadata();

    expect(platform).toBe('onnxruntime_onnx');
    expect(server.asked[0]?.url).toBe('/v2/models/a%20b/versions/2');
    expect(server.asked[0]?.headers.authorization).toBe('Bearer secret');
  });

  it.each([429, 503])('tries again after the pause that a server with %d asks for', async (status) => {
    server.answerWith({ status, headers: { 'retry-after': '0' } }, { status }, ANSWER);

    const { outputs } = await infer();

    expect(outputs[0]?.name).toBe('image');
    expect(server.asked).toHaveLength(3);
  });

  it.each([
    [400, 'INVALID_INPUT', ': unexpected shape for input "seed"'],
    [404, 'INVALID_INPUT', ': unexpected shape for input "seed"'],
    [500, 'CONFLICT', ''], // what failed there is for the log
  ])(
    'tries nothing twice after %d, and says what the server said of the request',
    async (status, code, said) => {
      server.answerWith({ status, body: { error: 'unexpected shape for input "seed"' } });

      await expect(infer()).rejects.toMatchObject({
        code,
        message: `The model server answers ${status}${said}`,
      });
      expect(server.asked).toHaveLength(1);
    },
  );

  it('gives up on a server that stays busy', async () => {
    server.answerWith({ status: 503, headers: { 'retry-after': '0' } });

    await expect(infer()).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(server.asked).toHaveLength(4);
  });

  it('follows no redirect', async () => {
    server.answerWith({ status: 307, headers: { location: 'http://169.254.169.254/' } });

    await expect(infer()).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('redirect'),
    });
  });

  it('waits no longer than it was told, and not at all for what nobody wants', async () => {
    server.answerWith();

    await expect(infer(100)).rejects.toMatchObject({ code: 'CONFLICT' });

    const controller = new AbortController();
    const asked = infer(5_000, controller.signal);
    controller.abort('cancelled');
    await expect(asked).rejects.toBe('cancelled');
  });

  it('says that nobody listens there', async () => {
    const client = clientOf({ url: 'http://127.0.0.1:9' });

    await expect(client.metadata()).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('cannot be reached'),
    });
  });

  it.each([
    ['no JSON', '<html>', 'does not answer with JSON'],
    [
      'another shape',
      { outputs: [{ name: 'image' }] },
      'does not answer as the Open Inference Protocol v2 says',
    ],
  ])('refuses an answer that is %s', async (_, body, sentence) => {
    server.answerWith({ body });

    await expect(infer()).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(sentence),
    });
  });

  it.each([
    'ftp://models',
    'models.example.com',
    'file:///etc/passwd',
    'http://me:pw@models',
    'http://m?x=1',
  ])('refuses the address %s', (url) => {
    expect(() => clientOf({ url })).toThrow(/address/);
  });
});
