import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { PROJECT_ROOT } from '../../../../../server/platform/index.js';

const WATCH = join(PROJECT_ROOT, 'dist/server/imports/tables/parquet/process-watch.js');
const WAIT_MS = 20_000;

const CHILD = `
  const { Worker } = require('node:worker_threads');
  new Worker(${JSON.stringify(WATCH)}, { workerData: process.ppid });
  require('node:fs').writeSync(1, process.pid + '\\n');
  for (;;);`;
const PARENT = `
  require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(CHILD)}], { stdio: 'inherit' });`;

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('ends a process that is busy when the one that started it is killed', async () => {
  const parent = spawn(process.execPath, ['-e', PARENT], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(parent.stdout, 'data');
  const child = Number(line);

  parent.kill('SIGKILL');
  await once(parent, 'exit');
  for (const start = Date.now(); isAlive(child) && Date.now() - start < WAIT_MS; ) await sleep(20);
  const isLeft = isAlive(child);
  if (isLeft) process.kill(child, 'SIGKILL');

  expect(isLeft).toBe(false);
});
