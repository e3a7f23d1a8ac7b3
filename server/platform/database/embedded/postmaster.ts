import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { postgresProcesses, processCommand, processIdentity } from './lock/process-identity.js';

/** Where PostgreSQL notes the process of its server while it runs. */
export const pidFileOf = (cluster: string) => join(cluster, 'postmaster.pid');

/**
 * Process id of the server that runs on a cluster; null if none does. The number in `postmaster.pid` may belong to
 * another process by now, and a damaged file does not mean that no server runs.
 */
export async function findPostmaster(cluster: string): Promise<number | null> {
  const noted = Number.parseInt(await readFile(pidFileOf(cluster), 'utf8').catch(() => ''), 10);
  if (await isPostmaster(noted, cluster)) return noted;
  for (const pid of await processesOn(cluster)) if (await isPostmaster(pid, cluster)) return pid;
  return null;
}

/** Process ids of everything of PostgreSQL that still uses a cluster. */
export const processesOn = async (cluster: string): Promise<number[]> =>
  postgresProcesses(await realpath(cluster).catch(() => cluster));

async function isPostmaster(pid: number, cluster: string): Promise<boolean> {
  if (!(pid > 0) || (await processIdentity(pid)) === null) return false;
  return (await processCommand(pid))?.includes(`-D ${cluster} `) === true;
}

/** Whether there was a server to send a signal to. */
export async function signalPostmaster(directory: string, signal: NodeJS.Signals): Promise<boolean> {
  const pid = await findPostmaster(directory);
  if (pid === null) return false;
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it ended just now
  }
  return true;
}
