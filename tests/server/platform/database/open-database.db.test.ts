import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createLogger,
  type OpenDatabase,
  openDatabase,
  openDatabaseForCommand,
  openDatabaseForWorker,
} from '../../../../server/platform/index.js';
import { ask } from '../../../support/database/ask.js';

const log = createLogger({ level: 'silent' });

describe('the embedded database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'toile-embedded-'));
  const config = { databaseUrl: undefined, dataDirectory: join(folder, 'data') };
  let database: OpenDatabase;

  beforeAll(async () => {
    chmodSync(folder, 0o755); // PostgreSQL runs as another user when we are root
    database = await openDatabase(config, log);
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is a durable PostgreSQL 18 that folds the case of every alphabet', async () => {
    expect(await ask(database.url, 'SHOW server_version')).toMatch(/^18\./);
    expect(await ask(database.url, 'SHOW fsync')).toBe('on');
    expect(await ask(database.url, "SELECT lower('ÉLAN')")).toBe('élan');
  });

  it('listens on this machine only and asks for its password', async () => {
    expect(await ask(database.url, 'SHOW listen_addresses')).toBe('127.0.0.1');
    await expect(ask(database.url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    );
  });

  it('keeps its password where only its owner reads', () => {
    for (const file of ['toile.lock', 'postgres-password', 'postgres-daily-password']) {
      expect(statSync(join(config.dataDirectory, file)).mode & 0o777).toBe(0o600);
    }
  });

  it('is given to the product without the rights of its owner', async () => {
    const isSuperuser = 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user';

    expect(await ask(database.url, isSuperuser)).toBe(false);
    expect(await ask(database.ownerUrl!, isSuperuser)).toBe(true);
  });

  it('refuses a second server on the folder, saying which one runs', async () => {
    await database.announce('http://localhost:4321');

    await expect(openDatabase(config, log)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: `Toile already runs on ${config.dataDirectory} (process ${process.pid}, http://localhost:4321). Stop it first, or choose another folder with TOILE_DATA_DIR.`,
    });
  });

  it('is found by a command and by a worker, whose end does not stop it', async () => {
    for (const found of [await openDatabaseForCommand(config, log), await openDatabaseForWorker(config)]) {
      expect([found.url, found.ownerUrl, found.address]).toEqual([
        database.url,
        null,
        'http://localhost:4321',
      ]);
      await found.close();
    }
    expect(await ask(database.url, 'SELECT 1')).toBe(1);
  });

  it('is started again when it is killed', async () => {
    const pid = Number.parseInt(
      readFileSync(join(config.dataDirectory, 'postgres/postmaster.pid'), 'utf8'),
      10,
    );
    await ask(database.ownerUrl!, 'CREATE TABLE kept AS SELECT 7 AS value');

    process.kill(pid, 'SIGKILL');

    const find = () => ask(database.ownerUrl!, 'SELECT value FROM kept').catch(() => null);
    let value = await find();
    while (value === null) {
      await sleep(50);
      value = await find();
    }
    expect(value).toBe(7);
  });

  it('stops and gives the folder back when it is closed, and keeps its data', async () => {
    await database.close();
    expect(existsSync(join(config.dataDirectory, 'toile.lock'))).toBe(false);
    await expect(openDatabaseForWorker(config)).rejects.toThrow('No server runs on');

    database = await openDatabaseForCommand(config, log);
    expect(await ask(database.ownerUrl!, 'SELECT value FROM kept')).toBe(7);
  });

  it('gets its second role on the next start where it was made without one', async () => {
    await ask(database.ownerUrl!, 'DROP ROLE toile_app');
    await database.close();
    rmSync(join(config.dataDirectory, 'postgres-daily-password'));

    database = await openDatabaseForCommand(config, log);

    expect(await ask(database.url, 'SELECT current_user')).toBe('toile_app');
  });

  it('is for one command after the other, and for a server after them', async () => {
    const second = openDatabaseForCommand(config, log);
    const waited = await Promise.race([second.then(() => false), sleep(300, true)]);
    await database.close();
    database = await second;
    const server = openDatabase(config, log);
    const sawTable = await ask(database.ownerUrl!, 'SELECT value FROM kept');
    await database.close();
    database = await server;

    expect([waited, sawTable]).toEqual([true, 7]);
    expect(JSON.parse(readFileSync(join(config.dataDirectory, 'toile.lock'), 'utf8')).holder).toBe('server');
  });

  it('takes over the lock of a process that no longer lives', async () => {
    await database.close();
    const lock = {
      token: 'x',
      pid: process.pid,
      identity: 'of an earlier process',
      address: null,
      databaseUrl: null,
    };
    writeFileSync(join(config.dataDirectory, 'toile.lock'), JSON.stringify(lock));

    database = await openDatabase(config, log);

    expect(await ask(database.url, 'SELECT 1')).toBe(1);
  });
});

it('DATABASE_URL is used as it is and nothing is started, with a warning where it is the owner too', async () => {
  const lines: string[] = [];
  const noted = createLogger({ level: 'warn', destination: { write: (line) => lines.push(line) } });
  const databaseUrl = 'postgres://toile_app@db/toile';
  const databaseOwnerUrl = 'postgres://owner@db/toile';
  const config = { databaseUrl, dataDirectory: '/nowhere' };

  const alone = await openDatabase(config, noted);
  expect([alone.url, alone.ownerUrl]).toEqual([databaseUrl, databaseUrl]);
  expect(lines.join('')).toContain('DATABASE_OWNER_URL is not set');

  const both = await openDatabase({ ...config, databaseOwnerUrl }, noted);
  expect([both.url, both.ownerUrl, lines.length]).toEqual([databaseUrl, databaseOwnerUrl, 1]);
  expect(existsSync('/nowhere')).toBe(false);
});
