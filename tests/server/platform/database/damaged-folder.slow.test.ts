import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger, openDatabase } from '../../../../server/platform/index.js';
import { ask } from '../../../support/database/ask.js';
import { run, runCommand } from '../../../support/processes/server-process.js';

/** A large object: whoever signs in may make one, and not a table. */
const KEPT = 70_005;

const log = createLogger({ level: 'silent' });
const parent = mkdtempSync(join(tmpdir(), 'toile-damaged-'));
const config = { databaseUrl: undefined, dataDirectory: join(parent, 'data') };
const inFolder = (name: string) => join(config.dataDirectory, name);
const pidFile = inFolder('postgres/postmaster.pid');

afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe('the embedded database after damage', () => {
  beforeAll(async () => {
    chmodSync(parent, 0o755); // PostgreSQL runs as another user when we are root
    const database = await openDatabase(config, log);
    await ask(database.url, `SELECT lo_from_bytea(${KEPT}, '\\x07')`);
    await database.close();
  });
  afterEach(() => {
    if (!existsSync(pidFile)) return; // only a failed test leaves one
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    if (pid > 0 && pid !== process.pid) process.kill(pid, 'SIGKILL');
    rmSync(pidFile);
  });

  /** The value that was kept, else why it cannot be had. */
  async function kept(): Promise<unknown> {
    try {
      const database = await openDatabase(config, log);
      return await ask(database.url, `SELECT get_byte(lo_get(${KEPT}), 0)`).finally(() => database.close());
    } catch (error) {
      return (error as Error).message;
    }
  }

  it.each([
    ['empty', ''],
    ['garbage', 'PostgreSQL\n'],
    ['of another process', `${process.pid}\n${inFolder('postgres')}\n1\n5432\n\n127.0.0.1\n`],
  ])('starts with a postmaster.pid that is %s', async (_, text) => {
    writeFileSync(pidFile, text);

    expect(await kept()).toBe(7);
  });

  it('starts in a data folder that its owner has closed to PostgreSQL', async () => {
    chmodSync(config.dataDirectory, 0o700);

    expect(await kept()).toBe(7);
  });

  it('refuses to start without its password, and takes a new one that is set as the message says', async () => {
    const file = inFolder('postgres-password');
    renameSync(file, inFolder('kept-password'));

    const message = String(await kept());
    const left = [file, pidFile, inFolder('toile.lock')].filter(existsSync);
    renameSync(inFolder('kept-password'), file);

    expect(message).toContain(`${file}, is missing. Restore it from a backup.`);
    expect(left).toEqual([]);
    const command = message.split('\n')[1]!;
    execFileSync('sh', ['-c', command.replace('THE_NEW_ONE', 'new')], { stdio: 'ignore' });
    writeFileSync(file, 'old');
    expect(await kept()).toContain(`${file}, is not the one of the database.`);
    writeFileSync(file, 'new');
    expect(await kept()).toBe(7);
  });

  it('says why PostgreSQL does not start, in its words', async () => {
    renameSync(inFolder('postgres/pg_wal'), inFolder('pg_wal'));

    const message = await kept();
    renameSync(inFolder('pg_wal'), inFolder('postgres/pg_wal'));

    expect(message).toContain('"pg_wal" does not exist');
  });

  it('refuses the files of another PostgreSQL, naming both versions', async () => {
    const file = inFolder('postgres/PG_VERSION');
    const version = readFileSync(file, 'utf8');
    writeFileSync(file, '17\n');

    const message = await kept();
    writeFileSync(file, version);

    expect(message).toMatch(/ is of PostgreSQL 17, and this Toile brings PostgreSQL 18\.\d/);
  });
});

it('a data folder that cannot be made is refused in a sentence, by the server and by commands', async () => {
  const file = join(parent, 'file');
  writeFileSync(file, '');
  const settings = { TOILE_DATA_DIR: join(file, 'data') };

  const outcomes = await Promise.all([run('main.js', [], settings), runCommand(['users', 'list'], settings)]);

  const stderr = `${file}/data cannot be used: a part of this path is a file instead of a folder. Correct the path, or choose another data folder than ${file}/data with TOILE_DATA_DIR\n`;
  expect(outcomes.map(({ code, stderr }) => ({ code, stderr }))).toEqual([
    { code: 1, stderr },
    { code: 1, stderr },
  ]);
});
