import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import sharp from 'sharp';
import { ProtocolClient } from '../../../server/models/remote/protocol-client.js';
import { createLogger, freePort, HostList } from '../../../server/platform/index.js';
import { BreakableDatabase } from '../../support/database/breakable-database.js';
import { createEmptyDatabase, dailyUrlOf } from '../../support/database/database.js';
import { countsOf, importCounts, jobEnd, jobStatus, startCounts } from '../../support/processes/counts.js';
import { dataFolder, run, ServerProcess, startWorker } from '../../support/processes/server-process.js';
import { readiness } from './worker-readiness.js';

const KEY = 'key-of-the-programs';

/** Longer than two processes may take to start. */
jest.setTimeout(180_000);

const tensor = (name: string, text: string) => ({ name, datatype: 'BYTES', shape: [1], data: [text] });

async function alterQueue(url: string, change: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`ALTER SCHEMA ${change}`).finally(() => client.end());
}

describe('the worker of a server that runs no jobs itself', () => {
  const folder = dataFolder();
  let ownerUrl: string;
  let database: BreakableDatabase;
  let port: number;
  let server: ServerProcess;
  let cookie: string;
  let stopWorker: () => Promise<number | null>;

  const clientOf = (apiKey: string) =>
    new ProtocolClient(
      { url: `http://127.0.0.1:${port}`, modelName: 'reward', modelVersion: null, apiKey },
      { allowed: new HostList(['127.0.0.1']), log: createLogger({ level: 'silent' }) },
    );

  beforeAll(async () => {
    ownerUrl = await createEmptyDatabase();
    database = new BreakableDatabase(new URL(dailyUrlOf(ownerUrl)));
    port = await freePort();
    server = await ServerProcess.start({
      TOILE_DATA_DIR: folder.path,
      DATABASE_URL: dailyUrlOf(ownerUrl),
      DATABASE_OWNER_URL: ownerUrl,
      TOILE_JOBS: '0',
      TOILE_DRAIN_SECONDS: '2',
    });
    cookie = await server.signIn();
  });
  afterAll(async () => {
    await database.close();
    folder.remove();
  });

  it('runs the jobs that were left to it', async () => {
    const id = await startCounts(server, cookie, countsOf('Left'));
    const before = await jobStatus(server, cookie, id);

    stopWorker = await startWorker({
      TOILE_DATA_DIR: folder.path,
      DATABASE_URL: await database.open(),
      DATABASE_OWNER_URL: ownerUrl,
      TOILE_INFERENCE_PORT: String(port),
      TOILE_INFERENCE_KEY: KEY,
    });

    expect([before, await jobEnd(server, cookie, id)]).toEqual(['QUEUED', 'SUCCEEDED']);
  });

  it('serves models to programs that have the key', async () => {
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

    expect(outputs).toEqual([{ name: 'score', datatype: 'FP32', shape: [1], data: [expect.any(Number)] }]);
    await expect(clientOf('another').metadata()).rejects.toThrow('answers 401');
  });

  it('survives an outage of its database', async () => {
    database.cut();
    expect((await readiness(port, 503)).status).toBe(503);
    await expect(clientOf(KEY).metadata()).rejects.toThrow('answers 503');

    database.mend();
    expect((await readiness(port, 200)).status).toBe(200);
    expect(await importCounts(server, cookie, countsOf('After the outage'))).toBe('SUCCEEDED');
  });

  it('says that it cannot fetch jobs while the queue is away', async () => {
    await alterQueue(ownerUrl, 'graphile_worker RENAME TO taken_away');
    expect((await readiness(port, 503)).body).toEqual({ ready: false, error: 'Jobs cannot be fetched now' });

    await alterQueue(ownerUrl, 'taken_away RENAME TO graphile_worker');
    expect((await readiness(port, 200)).status).toBe(200);
  });

  it('stops in good order, and so does the server, which says before that it will', async () => {
    expect(await stopWorker()).toBe(0);
    await expect(clientOf(KEY).metadata()).rejects.toThrow('cannot be reached');

    const stopped = server.stop();
    const status = async () => (await fetch(`${server.url}/health/ready`)).status;
    let last = await status();
    while (last === 200) {
      await sleep(10);
      last = await status();
    }

    expect(last).toBe(503);
    expect(await stopped).toBe(0);
  });
});

describe('a worker', () => {
  it('needs a server or DATABASE_URL', async () => {
    const { code, stderr } = await run('worker.js', [], { TOILE_DATA_DIR: '/nowhere' });

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        'No server runs on /nowhere: start it first, or set DATABASE_URL to the database of the server\n',
    });
  });

  it('serves models to nobody without a key', async () => {
    const { code, stderr } = await run('worker.js', [], { TOILE_INFERENCE_PORT: '9090' });

    expect(code).toBe(1);
    expect(stderr).toContain('TOILE_INFERENCE_PORT needs TOILE_INFERENCE_KEY');
  });
});
