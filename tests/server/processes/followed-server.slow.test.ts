import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { freePort } from '../../../server/platform/index.js';
import { countsOf, importCounts } from '../../support/processes/counts.js';
import {
  dataFolder,
  ServerProcess,
  type Settings,
  startWorker,
} from '../../support/processes/server-process.js';
import { readiness } from './worker-readiness.js';

/** Longer than a start may take. */
jest.setTimeout(180_000);

describe('a server without jobs of its own', () => {
  const folder = dataFolder();
  const settings: Settings = { TOILE_DATA_DIR: folder.path, TOILE_JOBS: '0' };
  let server: ServerProcess;
  let cookie: string;

  beforeAll(async () => {
    server = await ServerProcess.start(settings);
    cookie = await server.signIn();
  });
  afterAll(async () => {
    await server.stop();
    folder.remove();
  });

  it('is followed by a worker to the database of its next start, which is not ready meanwhile', async () => {
    const port = await freePort();
    const serving = { TOILE_INFERENCE_PORT: String(port), TOILE_INFERENCE_KEY: 'key-of-the-programs' };
    const stopWorker = await startWorker({ ...settings, ...serving, TOILE_JOBS: '1' });
    expect((await readiness(port, 200)).body).toEqual({ ready: true });

    await server.stop();
    expect(await readiness(port, 503)).toEqual({
      status: 503,
      body: { ready: false, error: 'The database does not answer' },
    });

    server = await ServerProcess.start(settings);
    expect((await readiness(port, 200)).body).toEqual({ ready: true });
    expect(await importCounts(server, cookie, countsOf('Followed'))).toBe('SUCCEEDED');
    expect(await stopWorker()).toBe(0);
  });
});
