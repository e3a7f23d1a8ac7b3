import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../server/platform/index.js';
import { program } from '../run/needs.js';

const BINARIES = '/usr/lib/postgresql/15/bin';

/** Debian's PostgreSQL 15, the oldest that Toile takes. */
export const POSTGRES_15 = program(
  join(BINARIES, 'initdb'),
  `no PostgreSQL in ${BINARIES}: install postgresql-15`,
);

/** A PostgreSQL 15 for one test. */
export async function startPostgres15(): Promise<{ readonly url: string; stop(): void }> {
  const parent = mkdtempSync(join(tmpdir(), 'toile-postgres-15-'));
  chmodSync(parent, 0o755);
  const owner = process.getuid?.() === 0 ? systemUser() : undefined;
  if (owner) chownSync(parent, owner.uid, owner.gid);
  const directory = join(parent, 'cluster');
  const run = (name: string, words: readonly string[]) =>
    execFileSync(join(BINARIES, name), words, { ...owner, cwd: '/', stdio: 'ignore' });

  run('initdb', ['-D', directory, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--no-sync']);
  const port = await freePort();
  const flags = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`;
  run('pg_ctl', ['start', '-w', '-D', directory, '-l', join(parent, 'log'), '-o', flags]);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: () => {
      run('pg_ctl', ['stop', '-m', 'immediate', '-w', '-D', directory]);
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

function systemUser(): { readonly uid: number; readonly gid: number } {
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}
