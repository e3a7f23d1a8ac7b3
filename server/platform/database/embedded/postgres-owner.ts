import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { conflict } from '../../errors/domain-error.js';

const run = promisify(execFile);
const USER = 'postgres';

/** The system user PostgreSQL runs as; empty where it is simply ours. */
export interface PostgresOwner {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * PostgreSQL refuses to run as root. When we are root it runs as the user `postgres`, who is made where missing.
 *
 * @param paths folders that user must be able to reach
 * @throws {DomainError} CONFLICT with advice when a folder on the way is closed to that user
 */
export async function postgresOwner(paths: readonly string[]): Promise<PostgresOwner> {
  if (process.getuid?.() !== 0) return {};
  const owner = (await findUser()) ?? (await addUser());
  for (const path of paths) await assertReachable(path, owner);
  return owner;
}

async function findUser(): Promise<Required<PostgresOwner> | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', USER]), run('id', ['-g', USER])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

async function addUser(): Promise<Required<PostgresOwner>> {
  const flags = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  await run('useradd', [...flags, USER]).catch((cause) => {
    throw conflict(
      'PostgreSQL refuses to run as root and the user "postgres" could not be made: start Toile as another user, or set DATABASE_URL',
      { cause },
    );
  });
  return (await findUser())!;
}

async function assertReachable(path: string, { uid }: Required<PostgresOwner>): Promise<void> {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    const found = await stat(folder).catch(() => null);
    if (!found || found.uid === uid || found.mode & 0o001) continue;
    throw conflict(
      `PostgreSQL refuses to run as root, so Toile runs it as the user "postgres", who may not enter ${folder} and needs ${path}. ` +
        `Start Toile as another user, move what lies there (TOILE_DATA_DIR moves the data), or allow it: chmod o+x ${folder}`,
    );
  }
}
