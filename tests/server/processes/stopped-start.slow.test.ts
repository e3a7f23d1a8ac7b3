import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it, jest } from '@jest/globals';
import { dataFolder, interrupt } from '../../support/processes/server-process.js';

/** Longer than several starts at once may take. */
jest.setTimeout(180_000);

const folders: ReturnType<typeof dataFolder>[] = [];
afterAll(() => {
  for (const folder of folders) {
    const pid = postmasterOf(folder.path);
    if (pid !== null) process.kill(pid, 'SIGKILL');
    folder.remove();
  }
});

function postmasterOf(dataDirectory: string): number | null {
  const file = join(dataDirectory, 'postgres', 'postmaster.pid');
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : null;
}

const SERVER = { entry: 'main.js' };
const COMMAND = { entry: 'cli.js', words: ['users', 'list'] };

/** Each with the file that exists from its moment on. */
const MOMENTS = [
  { program: SERVER, signal: 'SIGTERM', file: 'postgres/postmaster.pid', code: 0 },
  { program: SERVER, signal: 'SIGINT', file: 'postgres.new', code: 0 },
  { program: SERVER, signal: 'SIGINT', file: 'postgres/log', code: 0 },
  { program: COMMAND, signal: 'SIGINT', file: 'postgres/postmaster.pid', code: 1 },
] as const;

it('a start that is told to stop leaves neither its PostgreSQL nor its lock, whenever that is', async () => {
  const left = await Promise.all(
    MOMENTS.map(async ({ program, signal, file }) => {
      const folder = dataFolder();
      folders.push(folder);
      const isDue = () => existsSync(join(folder.path, file));
      const { code } = await interrupt(
        { ...program, settings: { TOILE_DATA_DIR: folder.path } },
        { signal, isDue },
      );
      const isLocked = existsSync(join(folder.path, 'toile.lock'));
      return { file, code, isLocked, postmaster: postmasterOf(folder.path) };
    }),
  );

  expect(left).toEqual(MOMENTS.map(({ file, code }) => ({ file, code, isLocked: false, postmaster: null })));
});
