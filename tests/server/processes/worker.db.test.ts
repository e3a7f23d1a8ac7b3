import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import pg from 'pg';
import sharp from 'sharp';
import { ProtocolClient } from '../../../server/models/remote/protocol-client.js';
import { createLogger, freePort, HostList } from '../../../server/platform/index.js';
import { BreakableDatabase } from '../../support/database/breakable-database.js';
import { createEmptyDatabase } from '../../support/database/database.js';
import { importCounts } from '../../support/processes/counts.js';
import { dataFolder, ServerProcess, startWorker } from '../../support/processes/server-process.js';
import { readiness } from './worker-readiness.js';

const KEY = 'key-of-the-programs';
const COUNTS = 'store,item,origin,scenario,impressions,clicks,orders\nNord,a,HUMAN_DESIGNED,SEARCH,9,1,0\n';

/** Longer than two processes may take to start. */
const TIME_LIMIT_MS = 300_000;

async function alterQueue(url: string, change: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`ALTER SCHEMA ${change}`).finally(() => client.end());
}

it(
  'a worker serves models to programs that have the key, survives an outage and stops in good order',
  async () => {
    const folder = dataFolder();
    const target = await createEmptyDatabase();
    const database = new BreakableDatabase(new URL(target));
    const settings = { TOILE_DATA_DIR: folder.path, DATABASE_URL: target };
    const server = await ServerProcess.start({ ...settings, TOILE_JOBS: '0' }); // brings the demonstration models
    const cookie = await server.signIn();
    const port = await freePort();
    const serving = { TOILE_INFERENCE_PORT: String(port), TOILE_INFERENCE_KEY: KEY };
    const stopWorker = await startWorker({ ...settings, ...serving, DATABASE_URL: await database.open() });
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
    database.cut();
    expect((await readiness(port, 503)).status).toBe(503);
    await expect(clientOf(KEY).metadata()).rejects.toThrow('answers 503');
    database.mend();
    expect((await readiness(port, 200)).status).toBe(200);
    expect(await importCounts(server, cookie, COUNTS)).toBe('SUCCEEDED');
    await alterQueue(target, 'graphile_worker RENAME TO taken_away');
    expect((await readiness(port, 503)).body).toEqual({ ready: false, error: 'Jobs cannot be fetched now' });
    await alterQueue(target, 'taken_away RENAME TO graphile_worker');
    expect((await readiness(port, 200)).status).toBe(200);
    expect(await stopWorker()).toBe(0);
    await expect(clientOf(KEY).metadata()).rejects.toThrow('cannot be reached');
    expect(await server.stop()).toBe(0);
    await database.close();
    folder.remove();
  },
  TIME_LIMIT_MS,
);
