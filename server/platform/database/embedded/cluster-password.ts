import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { conflict } from '../../errors/domain-error.js';
import type { PostgresPrograms } from './postgres-programs.js';

/** Where the password of the owner of the embedded database is kept, readable by the owner of the folder only. */
export const ownerFile = (dataDirectory: string) => join(dataDirectory, 'postgres-password');

/** The password that is kept in a file; null if there is none. */
export async function readPassword(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.trim() || null;
}

/** Makes a random password. It is on the disk when this resolves, since no cluster opens without its password. */
export async function makePassword(file: string): Promise<string> {
  const password = randomBytes(24).toString('hex');
  await writeFile(file, password, { mode: 0o600, flush: true });
  return password;
}

/** The password of the daily role; a new one if it is lost, since every start sets it in the database. */
export async function dailyPassword(dataDirectory: string): Promise<string> {
  const file = join(dataDirectory, 'postgres-daily-password');
  return (await readPassword(file)) ?? (await makePassword(file));
}

/** Says how to get back into a cluster whose password is lost: the owner of its files may set another one. */
export function wrongPassword(
  state: string,
  dataDirectory: string,
  { folder, owner }: PostgresPrograms,
): Error {
  const as =
    owner.uid === undefined ? '' : `setpriv --reuid=${owner.uid} --regid=${owner.gid} --clear-groups `;
  const cluster = join(dataDirectory, 'postgres');
  return conflict(
    `The password file of the database, ${ownerFile(dataDirectory)}, ${state}. Restore it from a backup. ` +
      `If you have none, write a new password of letters and digits to it, and set the same one in the database:\n` +
      `echo "ALTER ROLE toile PASSWORD 'THE_NEW_ONE'" | ${as}${join(folder, 'postgres')} --single -D ${cluster} postgres`,
  );
}
