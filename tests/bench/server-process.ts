import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, PROJECT_ROOT } from '../../server/platform/index.js';

const START_LIMIT_MS = 120_000;
const POLL_MS = 5;

/** Runs some work with a folder for data in the system's temporary folder, which is removed afterwards. */
export async function withDataFolder<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const parent = mkdtempSync(join(tmpdir(), 'toile-bench-'));
  chmodSync(parent, 0o755); // PostgreSQL runs as another user when we are root
  try {
    return await work(join(parent, 'data'));
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

/** A server in a process group of its own, with the settings it has in production. */
export interface RunningServer {
  readonly url: string;
  /** From its start to the first page and to "ready", in milliseconds. */
  readonly startMs: number;
  stop(): Promise<void>;
}

/** `node dist/server/main.js`, or the words of another command that ends in it. */
export async function startServer(
  dataDirectory: string,
  [program, ...words]: readonly [string, ...string[]] = [process.execPath, 'dist/server/main.js'],
): Promise<RunningServer> {
  const port = await freePort();
  const start = performance.now();
  const child = spawn(program, words, {
    cwd: PROJECT_ROOT,
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...settings(dataDirectory, port) },
  });
  const stop = () => stopGroup(child);
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilServed(`${url}/`, child);
    await untilServed(`${url}/health/ready`, child);
    return { url, startMs: performance.now() - start, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const settings = (dataDirectory: string, port: number) => ({
  PORT: String(port),
  HOST: '127.0.0.1',
  TOILE_DATA_DIR: dataDirectory,
  TOILE_DEMO: '0',
  TOILE_LOG_LEVEL: 'info',
  DATABASE_URL: '',
});

async function untilServed(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + START_LIMIT_MS;
  while (!(await isServed(url))) {
    if (child.exitCode !== null) throw new Error(`The server ended with code ${child.exitCode}`);
    if (performance.now() > deadline) throw new Error(`${url} did not answer in ${START_LIMIT_MS / 1000} s`);
    await sleep(POLL_MS);
  }
}

async function isServed(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { headers: { accept: 'text/html, application/health+json' } });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

/** In good order; npm passes the signal on too, and the server takes both as one. */
async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once('close', resolve));
  process.kill(-child.pid, 'SIGTERM');
  await ended;
}
