import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Position of the start time (field 22 of proc(5)) among the fields after the name of the command. */
const START_TIME = 19;

/**
 * What tells a process from a later one with the same id: when it started. Null where no such process lives;
 * a zombie, killed but not yet collected by its parent, does not live.
 */
export async function processIdentity(pid: number): Promise<string | null> {
  return process.platform === 'linux' ? linuxIdentity(pid) : psIdentity(pid);
}

/** The command line of a living process; null where there is none. */
export async function processCommand(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') return ps(pid, 'command=');
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return words?.replaceAll('\0', ' ').trim() || null;
}

async function linuxIdentity(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before may hold spaces
  if (fields[0] === 'Z' || fields[0] === 'X') return null;
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return `${boot.trim()}/${fields[START_TIME]}`;
}

async function psIdentity(pid: number): Promise<string | null> {
  const [state, ...startedAt] = (await ps(pid, 'state=,lstart='))?.split(/\s+/) ?? [];
  return state === undefined || state.startsWith('Z') ? null : startedAt.join(' ');
}

const ps = (pid: number, columns: string) =>
  run('ps', ['-o', columns, '-p', String(pid)]).then(
    ({ stdout }) => stdout.trim() || null,
    () => null,
  );
