import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
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

/**
 * Process ids of the PostgreSQL that works in a folder (as `realpath` gives it): its server, and on Linux the
 * server's own processes too, which may outlive it for a moment.
 */
export async function postgresProcesses(directory: string): Promise<number[]> {
  if (process.platform !== 'linux') return psPostgres(directory);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const works = await Promise.all(pids.map((pid) => isPostgresIn(pid, directory)));
  return pids.filter((_, i) => works[i]).map(Number);
}

/** All processes of PostgreSQL work in the folder of their cluster, and so may a person's shell. */
async function isPostgresIn(pid: string, directory: string): Promise<boolean> {
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => null);
  if (folder !== directory) return false;
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
  return name.trim() === 'postgres';
}

async function psPostgres(directory: string): Promise<number[]> {
  const { stdout } = await run('ps', ['-axo', 'pid=,command=']);
  const lines = stdout.split('\n').filter((line) => line.includes(`postgres -D ${directory} `));
  return lines.map((line) => Number.parseInt(line, 10));
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
