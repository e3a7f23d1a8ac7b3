import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { importByCommand } from '../../support/processes/counts.js';
import {
  dataFolder,
  runCommand,
  ServerProcess,
  type Settings,
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
