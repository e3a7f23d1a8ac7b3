import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { conflict } from '../../errors/domain-error.js';
import type { PostgresPrograms } from './postgres-programs.js';

/** The superuser that owns the tables. */
export const OWNER = 'toile';

interface NewCluster {
  readonly directory: string;
  /** Of the owner. */
  readonly password: string;
  /** Where it stands while the cluster is made. */
  readonly passwordFile: string;
  readonly programs: PostgresPrograms;
}

/** Makes an empty cluster. @throws {DomainError} CONFLICT with the reason that PostgreSQL gives */
export async function makeCluster({
  directory,
  password,
  passwordFile,
  programs,
}: NewCluster): Promise<void> {
  const draft = `${directory}.new`; // renamed when whole: a killed first start leaves no half cluster
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  const { uid, gid } = programs.owner;
  if (uid !== undefined) for (const path of [draft, passwordFile]) await chown(path, uid, gid!);
  const flags = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const auth = ['--auth=scram-sha-256', `--username=${OWNER}`, `--pwfile=${passwordFile}`];
  const { code, stderr } = await programs.run('initdb', [`--pgdata=${draft}`, ...flags, ...auth]);
  await rm(passwordFile, { force: true });
  if (code !== 0) throw conflict(`The database could not be made in ${draft}: ${stderr.trim()}`);
  await rename(draft, directory);
}
