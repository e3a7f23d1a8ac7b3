import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import sharp from 'sharp';
import { freePort } from '../../../server/platform/index.js';
import { createEmptyDatabase } from '../../support/database/database.js';
import { importByCommand } from '../../support/processes/counts.js';
import {
  databaseUrlIn,
  dataFolder,
  run,
  runCommand,
  ServerProcess,
  type Settings,
} from '../../support/processes/server-process.js';
import { openToOthers } from '../../support/run/directory.js';
import { itWith, program } from '../../support/run/needs.js';

/** Longer than a start may take. */
jest.setTimeout(180_000);

/** A picture of which only the recipe is kept. @returns its hash */
async function addDrawing(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `INSERT INTO images (hash, recipe, content_type, width, height)
     VALUES (repeat('a', 64), '1 skirt,red,belt,bow', 'image/png', 256, 256) RETURNING hash`,
  );
  await client.end();
  return rows[0].hash;
}

describe('the server on a data folder', () => {
  const folder = dataFolder();
  const settings: Settings = { TOILE_DATA_DIR: folder.path, TOILE_JOBS: '0' };
  let server: ServerProcess;
  let cookie: string;

  const stores = async () => {
    const { stores } = await server.ask('{ stores { edges { node { name } } } }', { cookie });
    return stores.edges.map(({ node }: { node: { name: string } }) => node.name);
  };
  const send = async (kind: 'images' | 'uploads', file: File) => {
    const body = new FormData();
    body.append('file', file);
    const answer = await fetch(`${server.url}/api/${kind}`, { method: 'POST', headers: { cookie }, body });
    return (await answer.json()) as { hash: string };
  };
  beforeAll(async () => {
    server = await ServerProcess.start(settings);
    cookie = await server.signIn();
  });
  afterAll(async () => {
    await server.stop();
    folder.remove();
  });

  it('is ready once it has greeted, and lets the administrator in by the link it printed', async () => {
    const ready = await fetch(`${server.url}/health/ready`);

    expect(ready.status).toBe(200);
    expect((await server.ask('{ viewer { role } }', { cookie })).viewer).toEqual({ role: 'ADMIN' });
  });

  it('refuses to run twice, in one sentence', async () => {
    const { code, stderr } = await run('main.js', [], settings);

    expect(code).toBe(1);
    expect(stderr).toMatch(
      new RegExp(`^Toile already runs on ${folder.path} \\(process \\d+, ${server.url}\\)\\. Stop it .*\n$`),
    );
  });

  it('shares its database with commands', async () => {
    const { code, stderr } = await importByCommand('By command', settings);

    expect({ code, stderr: code ? stderr : '' }).toEqual({ code: 0, stderr: '' });
    expect(await stores()).toContain('By command');
  });

  itWith(program('/usr/bin/curl', 'no curl; apt-get install curl'))(
    'counts the event that the README sends, about the item that it adds before',
    async () => {
      const readme = readFileSync('README.md', 'utf8');
      const examples = [...readme.matchAll(/```sh\n([^`]*)```/gu)].map(([, example]) => example!);
      const script = examples
        .filter((example) => /\/graphql|\/v1\/track/u.test(example))
        .join('')
        .replaceAll(/npm run (--silent )?toile --/gu, `${process.execPath} ${resolve('dist/server/cli.js')}`)
        .replaceAll('localhost:4000', server.url);
      const directory = mkdtempSync(join(tmpdir(), 'toile-readme-'));

      const { stdout } = await promisify(execFile)('bash', ['-e', '-c', script], {
        cwd: directory,
        env: { PATH: process.env.PATH, ...settings },
      }).finally(() => rmSync(directory, { recursive: true }));

      expect(stdout).toMatch(/^\{"data":\{"addStore":\{"id":"[^"]+"\},"addItem":\{"id":"[^"]+"\}\}\}/u);
      expect(stdout).toContain('{"success":true,"accepted":1,"duplicates":0,"rejected":0,');
    },
  );

  it('is where the links that commands print lead to', async () => {
    const words = ['users', 'create', '--email', 'pm@example.com', '--role', 'PM'];

    expect((await runCommand(words, settings)).stdout).toMatch(new RegExp(`^${server.url}/`));
  });

  it('lends its database to commands without the right to change the audit log or tables', async () => {
    const client = new pg.Client({ connectionString: databaseUrlIn(folder.path) });
    await client.connect();
    const refusalOf = (statement: string) =>
      client.query(statement).then(
        () => null,
        ({ code }) => code,
      );

    const { rows } = await client.query('SELECT rolsuper FROM pg_roles WHERE rolname = current_user');
    const refusals = [
      await refusalOf("UPDATE audit_log SET action = 'nothing'"),
      await refusalOf('DELETE FROM audit_log'),
      await refusalOf('TRUNCATE audit_log'),
      await refusalOf('DROP TABLE audit_log'),
    ];
    await client.end();

    expect({ rows, refusals }).toEqual({ rows: [{ rolsuper: false }], refusals: Array(4).fill('42501') });
  });

  it('keeps everything below its data folder to its owner', async () => {
    const picture = sharp({ create: { width: 300, height: 300, channels: 3, background: 'teal' } }).png();
    const image = await send('images', new File([await picture.toBuffer()], 'teal.png'));
    await send('uploads', new File(['a,b'], 'table.csv'));
    const drawn = await addDrawing(databaseUrlIn(folder.path));

    const shown = await Promise.all(
      [`${image.hash}?width=64`, drawn].map((path) =>
        fetch(`${server.url}/images/${path}`, { headers: { cookie } }),
      ),
    );
    while (!existsSync(join(folder.path, 'models'))) await sleep(50); // the server registers them beside everything

    expect(shown.map(({ status }) => status)).toEqual([200, 200]);
    expect(openToOthers(folder.path)).toEqual([]);
  });

  it('stops in good order', async () => {
    expect(await server.stop()).toBe(0);

    expect(existsSync(join(folder.path, 'toile.lock'))).toBe(false);
  });
});

describe('the server on DATABASE_URL', () => {
  it('says so when its port is taken', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    const folder = dataFolder();
    const database = { DATABASE_URL: await createEmptyDatabase(), TOILE_DATA_DIR: folder.path };

    const { code, stderr } = await run('main.js', [], { ...database, PORT: String(port) });
    other.close();
    folder.remove();

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `Port ${port} is in use: stop what listens there, or choose another one with PORT\n`,
    });
  });

  it('says what is wrong with a database that is not there', async () => {
    const { code, stderr } = await run('main.js', [], {
      DATABASE_URL: `${process.env.TOILE_TEST_POSTGRES}/missing`,
    });

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'The database cannot be used: database "missing" does not exist\n',
    });
  });
});
