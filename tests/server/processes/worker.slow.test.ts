import { expect, it } from '@jest/globals';
import { freePort } from '../../../server/platform/index.js';
import { importCounts } from '../../support/processes/counts.js';
import { dataFolder, ServerProcess, startWorker } from '../../support/processes/server-process.js';
import { readiness } from './worker-readiness.js';

const KEY = 'key-of-the-programs';
const COUNTS = 'store,item,origin,scenario,impressions,clicks,orders\nNord,a,HUMAN_DESIGNED,SEARCH,9,1,0\n';

/** Longer than two processes may take to start. */
const TIME_LIMIT_MS = 300_000;

it(
  'a worker follows its server to the database of the next start, and is not ready meanwhile',
  async () => {
    const folder = dataFolder();
    const settings = { TOILE_DATA_DIR: folder.path, TOILE_JOBS: '0' };
    let server = await ServerProcess.start(settings);
    const cookie = await server.signIn();
    const port = await freePort();
    const stopWorker = await startWorker({
      ...settings,
      TOILE_JOBS: '1',
      TOILE_INFERENCE_PORT: String(port),
      TOILE_INFERENCE_KEY: KEY,
    });
    expect((await readiness(port, 200)).body).toEqual({ ready: true });

    await server.stop();
    expect(await readiness(port, 503)).toEqual({
      status: 503,
      body: { ready: false, error: 'The database does not answer' },
    });

    server = await ServerProcess.start(settings);
    expect((await readiness(port, 200)).body).toEqual({ ready: true });
    expect(await importCounts(server, cookie, COUNTS)).toBe('SUCCEEDED');
    expect(await stopWorker()).toBe(0);
    expect(await server.stop()).toBe(0);
    folder.remove();
  },
  TIME_LIMIT_MS,
);
