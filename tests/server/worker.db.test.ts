import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import sharp from 'sharp';
import { ProtocolClient } from '../../server/models/remote/protocol-client.js';
import { createLogger, freePort, HostList } from '../../server/platform/index.js';
import { createEmptyDatabase } from '../support/database.js';
import { dataFolder, ServerProcess, startWorker } from '../support/server-process.js';

const KEY = 'key-of-the-programs';

/** Longer than two processes may take to start. */
const TIME_LIMIT_MS = 300_000;

it(
  'a worker serves models to programs that have the key, and stops in good order',
  async () => {
    const folder = dataFolder();
    const settings = { TOILE_DATA_DIR: folder.path, DATABASE_URL: await createEmptyDatabase() };
    const server = await ServerProcess.start({ ...settings, TOILE_JOBS: '0' }); // brings the demonstration models
    const port = await freePort();
    const serving = { TOILE_INFERENCE_PORT: String(port), TOILE_INFERENCE_KEY: KEY };
    const stopWorker = await startWorker({ ...settings, ...serving });
    const clientOf = (apiKey: string) =>
      new ProtocolClient(
        { url: `http://127.0.0.1:${port}`, modelName: 'reward', modelVersion: null, apiKey },
        { allowed: new HostList(['127.0.0.1']), log: createLogger({ level: 'silent' }) },
      );
    const tensor = (name: string, text: string) => ({ name, datatype: 'BYTES', shape: [1], data: [text] });
    const picture = sharp({ create: { width: 64, height: 64, channels: 3, background: 'teal' } }).png();
    const image = (await picture.toBuffer()).toString('base64');
    const inputs = [tensor('prompt', 'a teal dress'), tensor('image', image)];

    const isKnown = () =>
      clientOf(KEY)
        .metadata()
        .then(
          () => true,
          () => false,
        );
    while (!(await isKnown())) await sleep(50); // the server registers them beside everything else
    const { outputs } = await clientOf(KEY).infer({ inputs }, { limitMs: 60_000 });
    const refused = clientOf('another').metadata();

    expect(outputs).toEqual([{ name: 'score', datatype: 'FP32', shape: [1], data: [expect.any(Number)] }]);
    await expect(refused).rejects.toThrow('answers 401');
    expect(await stopWorker()).toBe(0);
    await expect(clientOf(KEY).metadata()).rejects.toThrow('cannot be reached');
    expect(await server.stop()).toBe(0);
    folder.remove();
  },
  TIME_LIMIT_MS,
);
