import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createEmptyDatabase, dailyUrlOf } from '../../support/database/database.js';
import { importByCommand, jobEnd, jobStatus, startCounts } from '../../support/processes/counts.js';
import {
  dataFolder,
  run,
  runCommand,
  ServerProcess,
  type Settings,
  startWorker,
} from '../../support/processes/server-process.js';

/** Longer than a start may take. */
jest.setTimeout(180_000);

describe('the server on a data folder', () => {
  const folder = dataFolder();
  const settings: Settings = { TOILE_DATA_DIR: folder.path };
  let server: ServerProcess;
  let cookie: string;

  const stores = async () => {
    const { stores } = await server.ask('{ stores { edges { node { name } } } }', { cookie });
    return stores.edges.map(({ node }: { node: { name: string } }) => node.name);
  };
  const addStore = (name: string) =>
    server.ask(`mutation { addStore(input: { name: "${name}" }) { id } }`, { cookie });

  beforeAll(async () => {
    server = await ServerProcess.start(settings);
    cookie = await server.signIn();
  });
  afterAll(async () => {
    await server.stop();
    folder.remove();
  });

  it('says so when its port is taken', async () => {
    const other = dataFolder();
    const { port } = new URL(server.url);

    const { code, stderr } = await run('main.js', [], { TOILE_DATA_DIR: other.path, PORT: port });
    other.remove();

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `Port ${port} is in use: stop what listens there, or choose another one with PORT\n`,
    });
  });

  it('goes on where it was after kill -9 of Node alone', async () => {
    await addStore('Before the first kill');

    await server.kill();
    server = await ServerProcess.start(settings);

    expect(await stores()).toContain('Before the first kill');
  });

  it('goes on where it was after kill -9 of Node and its PostgreSQL', async () => {
    await addStore('Before the second kill');

    await server.killAll(folder.path);
    server = await ServerProcess.start(settings);

    expect(await stores()).toContain('Before the second kill');
  });

  it('stops in good order, leaving commands a database of their own', async () => {
    expect(await server.stop()).toBe(0);

    const commands = Promise.all([
      importByCommand('Without a server', settings),
      ...[1, 2].map(() => runCommand(['users', 'list'], settings)),
    ]);
    while (!existsSync(join(folder.path, 'toile.lock'))) await sleep(10); // they take turns, the server among them
    server = await ServerProcess.start(settings);
    const finished = await commands;

    expect(finished.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(finished.map(({ stderr }) => stderr).join('')).toMatch(
      new RegExp(`Waiting for the command that uses ${folder.path} \\(process \\d+\\) to end\\.\n`),
    );
    expect(await stores()).toContain('Without a server');
    expect(server.signInLink).toBeNull();
  });
});

describe('the server on DATABASE_URL', () => {
  const ROWS = 'store,item,origin,scenario,impressions,clicks,orders\nNord,a,HUMAN_DESIGNED,SEARCH,9,1,0\n';

  it('leaves jobs to a worker process where it is told to, and says that it is about to stop', async () => {
    const folder = dataFolder();
    const ownerUrl = await createEmptyDatabase();
    const settings = {
      TOILE_DATA_DIR: folder.path,
      DATABASE_URL: dailyUrlOf(ownerUrl),
      DATABASE_OWNER_URL: ownerUrl,
    };
    const server = await ServerProcess.start({ ...settings, TOILE_JOBS: '0', TOILE_DRAIN_SECONDS: '5' });
    const cookie = await server.signIn();
    const id = await startCounts(server, cookie, ROWS);
    const before = await jobStatus(server, cookie, id);

    const stopWorker = await startWorker(settings);
    const after = await jobEnd(server, cookie, id);

    expect([before, after]).toEqual(['QUEUED', 'SUCCEEDED']);
    const stopped = server.stop();
    const readiness = async () => (await fetch(`${server.url}/health/ready`)).status;
    let status = await readiness();
    while (status === 200) {
      await sleep(10);
      status = await readiness();
    }
    expect(status).toBe(503);
    expect(await stopped).toBe(0);
    expect(await stopWorker()).toBe(0);
    folder.remove();
  });
});
